import { type Before, failure, Killed } from "./memory.js";

/** What can happen at a call of the disk: the process dies, or the call fails. */
export const FAULTS = ["killed before", "torn half-way", "killed after", "ENOSPC", "EIO"] as const;
export type Fault = (typeof FAULTS)[number];

/** A disk on which all is well; counts its calls. */
export function counting(): { readonly before: Before; readonly calls: string[] } {
	const calls: string[] = [];
	const before: Before = async ({ name, path, act }) => {
		calls.push(`${name} ${path}`);
		return act();
	};
	return { before, calls };
}

/** A disk on which the fault happens at the call with that number, from 1; behind a death nothing is done any more. */
export function faulty(number: number, fault: Fault): Before {
	let calls = 0;
	let dead = false;
	return async ({ act, tear }) => {
		if (dead) throw new Killed();
		if (++calls !== number) return act();
		if (fault === "ENOSPC" || fault === "EIO") throw failure(fault);
		dead = true;
		if (fault === "torn half-way") tear();
		if (fault === "killed after") act();
		throw new Killed();
	};
}
