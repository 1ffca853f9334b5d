import { FLAWS, type RawRecord, type Records } from "../../records/index.js";
import { printable } from "../../text/index.js";
import { storedDelivery } from "../../webhook/index.js";
import { defineCommand } from "../args/command.js";
import { flag } from "../args/flag.js";
import { EXIT } from "../exit.js";
import { PROGRESS_FORMS, Progress } from "../print/progress.js";
import { say, stdout } from "../print/streams.js";
import { INPUT_FLAGS, Inputs } from "../records/inputs.js";
import { POSTING_FLAGS, type Posting, postingOf, SECRET_VARIABLE } from "../replay/posting.js";
import { ReplayReport } from "../replay/report.js";
import { heedSignals, signalCode } from "../signals.js";

const MAX_BYTES = 16 * 1024 * 1024;

/** `upshape replay` */
export const replay = defineCommand({
	name: "replay",
	about: "Signs stored webhook deliveries and posts them, one after the other, to the URL and nowhere else.",
	operands: "[files...]",
	flags: {
		...POSTING_FLAGS,
		input: INPUT_FLAGS.input,
		"max-bytes": INPUT_FLAGS["max-bytes"],
		progress: flag.oneOf(
			"FORM",
			PROGRESS_FORMS,
			"line, json or none, on standard error; a line on terminals if not given",
		),
		format: flag.oneOf("FORM", ["text", "json"], "the report: text (default) or json"),
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
		const format = args.flags.format ?? "text";
		const progress = new Progress(args.flags.progress);
		const stop = heedSignals();
		const post = await postingOf(args, stop);
		const inputs = new Inputs(args, args.flags["max-bytes"] ?? MAX_BYTES);
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
});

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
