import { FLAWS, type RawRecord, type Records } from "../records/index.js";
import { printable } from "../text/index.js";
import { storedDelivery } from "../webhook/index.js";
import type { Command } from "./command.js";
import { EXIT } from "./exit.js";
import { INPUT_FLAGS, Inputs } from "./inputs.js";
import { PROGRESS_FORMS, Progress } from "./progress.js";
import { type Posting, postingOf, SECRET_VARIABLE } from "./replay-posting.js";
import { ReplayReport } from "./replay-report.js";
import { heedSignals, signalCode } from "./signals.js";
import { say, stdout } from "./streams.js";

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
		progress: {
			value: "FORM",
			about: "line, json or none, on standard error; a line on terminals if not given",
		},
		format: { value: "FORM", about: "the report: text (default) or json" },
	},
	examples: [
		[
			"upshape replay events.ndjson --to http://localhost:3000/webhooks --secret whsec_...",
			"a line is an event, or {id, body}, or {id, body_base64}",
		],
		[
			`${SECRET_VARIABLE}=$(cat secret) upshape replay rejected.ndjson --to https://example.com/webhooks`,
			"others on the machine can't read the secret from the list of processes",
		],
	],
	async run(args) {
		const format = args.oneOf("format", ["text", "json"]) ?? "text";
		const progress = new Progress(args.oneOf("progress", PROGRESS_FORMS));
		const stop = heedSignals();
		const post = await postingOf(args, stop);
		const inputs = new Inputs(args, args.count("max-bytes") ?? MAX_BYTES);
		await inputs.check();
		const report = new ReplayReport(post.to);
		await replayAll(inputs, { post, report, progress, stop }).finally(() => progress.clear());
		progress.end(report.counted);
		await stdout.print(format === "json" ? `${JSON.stringify(report.json)}\n` : report.text);
		for (const hint of inputs.hints) say(`hint: ${printable(hint)}\n`);
		if (report.stop !== undefined) say(`upshape: ${report.stop}\n`);
		if (report.stop !== undefined) return signalCode() ?? EXIT.trouble;
		return report.findings > 0 ? EXIT.findings : EXIT.fine;
	},
};

interface Replay {
	readonly post: Posting;
	readonly report: ReplayReport;
	readonly progress: Progress;
	readonly stop: AbortSignal;
}

/** Sends all deliveries in order; stops at the first one that gets no reply. */
async function replayAll(inputs: AsyncIterable<Records>, replay: Replay): Promise<void> {
	for await (const { name, batches } of inputs) {
		for await (const { records } of batches) {
			for (const record of records) {
				await replayOne(name, record, replay);
				replay.progress.update(replay.report.counted);
				if (replay.report.stop !== undefined) return;
			}
		}
	}
}

async function replayOne(
	file: string,
	{ bytes, line, flaw }: RawRecord,
	{ post, report, stop }: Replay,
): Promise<void> {
	if (bytes.length === 0 && flaw === undefined) return;
	const place = { file, line };
	const delivery = flaw === undefined ? storedDelivery(bytes) : undefined;
	if (stop.aborted) report.stopped(place, "interrupted");
	else if (!delivery)
		report.unsendable(place, flaw ? FLAWS[flaw] : "is neither an event nor a stored delivery");
	else {
		const reply = await post.send(delivery);
		if (typeof reply === "string") report.stopped(place, reply);
		else report.replied(place, bytes.length, reply);
	}
}
