import { FLAWS, type RawRecord, type Records } from "../bulk/index.js";
import { type StoredDelivery, sign, storedDelivery } from "../webhook/index.js";
import type { Arguments } from "./arguments.js";
import type { Command } from "./command.js";
import { EXIT } from "./exit.js";
import { INPUT_FLAGS, Inputs } from "./inputs.js";
import { printable } from "./printable.js";
import { ReplayReport } from "./replay-report.js";
import { say, stdout } from "./streams.js";
import { UsageError } from "./usage-error.js";

/** The variable that holds the secret where the command line should not. */
const SECRET_VARIABLE = "UPSHAPE_WEBHOOK_SECRET";
const TIMEOUT = 30_000;
const MAX_BYTES = 16 * 1024 * 1024;

/** `upshape replay` */
export const replay: Command = {
	name: "replay",
	about: "Signs stored webhook deliveries and posts them, one after the other, to the URL and nowhere else.",
	operands: "[files...]",
	flags: {
		to: { value: "URL", about: "where to post them" },
		secret: { value: "SECRET", about: `the endpoint's signing secret; ${SECRET_VARIABLE} if not given` },
		headers: { value: "FAMILY", about: "svix (default) or webhook: the names of the signature's headers" },
		input: INPUT_FLAGS.input ?? { about: "" },
		"max-bytes": INPUT_FLAGS["max-bytes"] ?? { about: "" },
		format: { value: "FORM", about: "the report: text (default) or json" },
	},
	examples: [
		[
			"upshape replay events.ndjson --to http://localhost:3000/webhooks --secret whsec_...",
			"a line is an event, or {id, body}, or {id, body_base64}",
		],
	],
	async run(args) {
		const format = args.oneOf("format", ["text", "json"]) ?? "text";
		const post = await posting(args);
		const inputs = new Inputs(args, args.count("max-bytes") ?? MAX_BYTES);
		await inputs.check();
		const report = new ReplayReport(post.to);
		const unreachable = await replayAll(inputs, post, report);
		await stdout.print(format === "json" ? `${JSON.stringify(report.json)}\n` : report.text);
		if (unreachable) say(`upshape: can't reach ${post.to}: ${printable(unreachable)}\n`);
		if (unreachable) return EXIT.trouble;
		return report.findings > 0 ? EXIT.findings : EXIT.fine;
	},
};

interface Posting {
	/** The URL without what follows its path, which may be a token. */
	readonly to: string;
	/** Signs and posts; gives the status of the reply. */
	send(delivery: StoredDelivery): Promise<number>;
}

async function posting(args: Arguments): Promise<Posting> {
	const url = urlOf(args.text("to"));
	const family = args.oneOf("headers", ["svix", "webhook"]) ?? "svix";
	const secrets = args.text("secret") ?? process.env[SECRET_VARIABLE] ?? "";
	// A secret that can't be right is told before anything is read.
	await sign({ body: "", secrets }).catch((cause: unknown) => {
		throw new UsageError(`--secret: ${cause instanceof Error ? cause.message : "is wrong"}`, { cause });
	});
	return {
		to: url.origin + url.pathname,
		async send(delivery) {
			const headers = await sign({ ...delivery, secrets, family });
			const response = await fetch(url, {
				method: "POST",
				headers: { "content-type": "application/json", ...headers },
				body: Buffer.from(delivery.body),
				// Deliveries go to the given URL only.
				redirect: "manual",
				signal: AbortSignal.timeout(TIMEOUT),
			});
			await response.body?.cancel();
			return response.status;
		},
	};
}

function urlOf(text: string | undefined): URL {
	if (text === undefined) throw new UsageError("there is no --to: where should they go?");
	const url = URL.canParse(text) ? new URL(text) : undefined;
	if (url && /^https?:$/.test(url.protocol) && url.username === "" && url.password === "") return url;
	throw new UsageError("--to takes a URL of http or https, without a name or password");
}

/** Sends all deliveries in order; if nobody answers, it stops there and says why. */
async function replayAll(
	inputs: AsyncIterable<Records>,
	post: Posting,
	report: ReplayReport,
): Promise<string | undefined> {
	for await (const { name, batches } of inputs) {
		for await (const { records } of batches) {
			for (const record of records) {
				const unreachable = await replayOne(name, record, post, report);
				if (unreachable) return unreachable;
			}
		}
	}
	return undefined;
}

async function replayOne(
	file: string,
	{ bytes, line, flaw }: RawRecord,
	post: Posting,
	report: ReplayReport,
): Promise<string | undefined> {
	if (bytes.length === 0 && flaw === undefined) return undefined;
	const delivery = flaw === undefined ? storedDelivery(bytes) : undefined;
	if (!delivery) {
		report.unsendable(file, line, flaw ? FLAWS[flaw] : "is neither an event nor a stored delivery");
		return undefined;
	}
	try {
		report.replied(file, line, await post.send(delivery));
		return undefined;
	} catch (error) {
		return reasonOf(error);
	}
}

/** What the system says of a request that failed: never the request. */
function reasonOf(error: unknown): string {
	const { name, cause } = Object(error);
	return String(Object(cause).code ?? (name === "TimeoutError" ? "no reply in 30 s" : "the request failed"));
}
