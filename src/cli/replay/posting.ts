import { type StoredDelivery, sign } from "../../webhook/index.js";
import { type Args, flag } from "../args/flag.js";
import { UsageError } from "../args/usage-error.js";

/** The variable that holds the secret where the command line, which others see in the list of processes, should not. */
export const SECRET_VARIABLE = "UPSHAPE_WEBHOOK_SECRET";
/** How long a reply may take, in milliseconds. */
const TIMEOUT = 30_000;

/** The flags that say where deliveries go, and how they are signed. */
export const POSTING_FLAGS = {
	to: flag.text("URL", "where to post them"),
	secret: flag.text("SECRET", `the endpoint's signing secret; ${SECRET_VARIABLE} if not given`),
	headers: flag.oneOf(
		"FAMILY",
		["svix", "webhook"],
		"svix (default) or webhook: the names of the signature's headers",
	),
};

/** Where deliveries go. */
export interface Posting {
	/** The URL without what follows its path, which may be a token. */
	readonly to: string;
	/** Signs and posts; gives the status of the reply, or why there was none. */
	send(delivery: StoredDelivery): Promise<number | string>;
}

/** Reads from the flags where to post and how to sign; throws a UsageError for what can't be right. */
export async function postingOf(args: Args<typeof POSTING_FLAGS>, stop: AbortSignal): Promise<Posting> {
	const url = urlOf(args.flags.to);
	const family = args.flags.headers ?? "svix";
	const secrets = args.flags.secret ?? process.env[SECRET_VARIABLE] ?? "";
	await sign({ body: "", secrets }).catch((cause: unknown) => {
		throw new UsageError(`--secret: ${cause instanceof Error ? cause.message : "is wrong"}`, { cause });
	});
	return {
		to: url.origin + url.pathname,
		async send(delivery) {
			const headers = await sign({ ...delivery, secrets, family });
			return post(url, headers, delivery.body, stop).catch(reasonOf);
		},
	};
}

async function post(
	url: URL,
	headers: Record<string, string>,
	body: Uint8Array,
	stop: AbortSignal,
): Promise<number> {
	const response = await fetch(url, {
		method: "POST",
		headers: { "content-type": "application/json", ...headers },
		body: Buffer.from(body),
		// Deliveries go to the given URL only.
		redirect: "manual",
		signal: AbortSignal.any([stop, AbortSignal.timeout(TIMEOUT)]),
	});
	await response.body?.cancel();
	return response.status;
}

function urlOf(text: string | undefined): URL {
	if (text === undefined) throw new UsageError("there is no --to: where should they go?");
	const url = URL.canParse(text) ? new URL(text) : undefined;
	if (url && /^https?:$/.test(url.protocol) && url.username === "" && url.password === "") return url;
	throw new UsageError("--to takes a URL of http or https, without a name or password");
}

/** What the system says of a request that failed: never the request. */
function reasonOf(error: unknown): string {
	const { name, cause } = Object(error);
	if (name === "TimeoutError") return `no reply in ${TIMEOUT / 1000} s`;
	if (name === "AbortError") return "interrupted";
	return String(Object(cause).message || Object(cause).code || "the request failed");
}
