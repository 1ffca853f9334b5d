import { client, clientEnvelope } from "../../../src/clerk/index.js";
import {
	downgrading,
	type Form,
	openBlocks,
	openRecords,
	type Reject,
	ResidueReader,
	type RunOptions,
	type RunResult,
	reportOf,
	run,
	type Sink,
	upgrading,
} from "../../../src/records/index.js";
import { chunked } from "./chunked.js";

/** A sink that remembers. */
class Memory implements Sink {
	text = "";

	async write(bytes: Uint8Array): Promise<void> {
		// A slow writer, so that a buffer used too early would show.
		await new Promise((resolve) => setImmediate(resolve));
		this.text += Buffer.from(bytes).toString();
	}
}

interface Ran extends ReturnType<typeof reportOf> {
	readonly result: RunResult;
	readonly output: string;
	readonly residue: string;
	readonly rejectsText: string;
	readonly rejectList: readonly Reject[];
}

/** Upgrades Clients in memory. */
export function upgradeText(input: string, options: Partial<RunOptions> & Opened = {}): Promise<Ran> {
	return runText(input, { convert: upgrading(client), envelope: clientEnvelope, ...options });
}

/** Undoes that. */
export async function downgradeText(
	input: string,
	residue: string,
	options: Partial<RunOptions> & Opened = {},
): Promise<Ran> {
	const chunks = chunked(Buffer.from(residue), options.size);
	const kept = new ResidueReader(
		await openRecords({ name: "residue", chunks }, { form: "ndjson", maxBytes: 1 << 20 }),
	);
	return runText(input, { convert: downgrading(client), kept, rewrap: clientEnvelope, ...options });
}

interface Opened {
	readonly form?: Form;
	readonly size?: number;
}

async function runText(
	input: string,
	{ form = "ndjson", size, ...options }: Partial<RunOptions> & Opened & Pick<RunOptions, "convert">,
): Promise<Ran> {
	const [output, residue, rejects] = [new Memory(), new Memory(), new Memory()];
	const rejectList: Reject[] = [];
	async function* inputs() {
		yield await openBlocks(
			{ name: "in", chunks: chunked(Buffer.from(input), size) },
			{ form, maxBytes: 1 << 20 },
		);
	}
	const result = await run(inputs(), {
		maxBytes: 1 << 20,
		maxDepth: 100,
		output,
		residue,
		rejects,
		onReject: (reject) => rejectList.push(reject),
		...options,
	});
	return {
		result,
		...reportOf(result),
		output: output.text,
		residue: residue.text,
		rejectsText: rejects.text,
		rejectList,
	};
}
