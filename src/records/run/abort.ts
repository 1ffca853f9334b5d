/** What the promise comes to, or undefined as soon as the signal says so; nobody waits for the promise then. */
export async function orAborted<T>(
	promise: Promise<T>,
	signal: AbortSignal | undefined,
): Promise<T | undefined> {
	if (!signal) return promise;
	let stop: () => void = () => {};
	const aborted = new Promise<undefined>((resolve) => {
		stop = () => resolve(undefined);
		signal.addEventListener("abort", stop);
		if (signal.aborted) stop();
	});
	try {
		return await Promise.race([aborted, promise]);
	} finally {
		signal.removeEventListener("abort", stop);
	}
}
