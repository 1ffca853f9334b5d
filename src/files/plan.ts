import { type Disk, type DiskStat, type OutputTarget, targetOf } from "../disk/index.js";
import { BulkError, readError } from "../errors/index.js";
import { packerOf } from "../records/index.js";
import { type Access, accessOf } from "./access.js";
import type { DowngradeFilesOptions, UpgradeFilesOptions } from "./options.js";
import { type Identity, identityOfFile, identityOfLineage } from "./resume/identity.js";

/** The files that a run may write, in the order in which they get their names: the records come last. */
export const FILES = ["residue", "rejects", "report", "output"] as const;
export type FileName = (typeof FILES)[number];

/** What a plan is made from: the options of an upgrade and of a downgrade, as one. */
export type ConversionOptions = UpgradeFilesOptions & DowngradeFilesOptions;

/** Which files a run reads and writes, and whether it can be resumed. */
export interface FilePlan {
	readonly command: "upgrade" | "downgrade";
	/** In the order in which they get their names. */
	readonly targets: ReadonlyMap<FileName, OutputTarget>;
	/** The output beside which the checkpoint is, if the run can be resumed; or else why it can't. */
	readonly anchor: OutputTarget | undefined;
	readonly whyNot: string;
	/** Who may read what it reads, and so what it writes. */
	readonly access: Access;
	/** What a run that goes on must have in common with this one. */
	identity(): Promise<Identity>;
}

/** Looks at all files of a run; fails with a BulkError where one would overwrite another. */
export async function planFiles(
	disk: Disk,
	command: "upgrade" | "downgrade",
	options: ConversionOptions,
): Promise<FilePlan> {
	const sources = await Promise.all(options.inputs.map((source) => lookAt(disk, source)));
	const targets = await targetsOf(disk, options);
	refuseSame(targets, sources);
	const whyNot = whyNotResumable(targets.get("output"), sources);
	const anchor = whyNot === "" ? targets.get("output") : undefined;
	const access = accessOf(await readersOf(disk, sources, options));
	return {
		command,
		targets,
		anchor,
		whyNot,
		access,
		identity: () => identityOf(disk, command, targets, options),
	};
}

async function readersOf(
	disk: Disk,
	sources: readonly Looked[],
	{ kept }: ConversionOptions,
): Promise<DiskStat[]> {
	const all = kept === undefined ? sources : [...sources, await lookAt(disk, kept)];
	return all.flatMap(({ stat }) => (stat?.isFile() ? [stat] : []));
}

interface Looked {
	readonly name: string;
	/** Of a stream, if that comes from a file. */
	readonly stat: DiskStat | undefined;
	/** Of a regular file. */
	readonly path: string | undefined;
}

async function lookAt(disk: Disk, source: ConversionOptions["inputs"][number]): Promise<Looked> {
	if (typeof source !== "string") return { name: source.name, stat: source.stat, path: undefined };
	try {
		const stat = await disk.stat(source);
		// A pipe of the shell's has no path of its own.
		return { name: source, stat, path: stat.isFile() ? await disk.realpath(source) : undefined };
	} catch (error) {
		throw readError(source, error);
	}
}

async function targetsOf(disk: Disk, options: ConversionOptions): Promise<Map<FileName, OutputTarget>> {
	const targets = new Map<FileName, OutputTarget>();
	for (const file of FILES) {
		const name = options[file];
		if (typeof name !== "string") continue;
		packerOf(name); // refuses what can't be packed before anything is written
		targets.set(file, await targetOf(disk, name));
	}
	return targets;
}

/** Two outputs in one file would mix, and none but the records may replace an input. */
function refuseSame(targets: ReadonlyMap<FileName, OutputTarget>, sources: readonly Looked[]): void {
	const taken = new Map<string, string>();
	for (const { path } of sources) if (path !== undefined) taken.set(path, "an input");
	for (const [file, { name, path, isStream }] of targets) {
		if (isStream) continue;
		const by = taken.get(path);
		if (by !== undefined && !(file === "output" && by === "an input")) {
			throw new BulkError("same-file", `${name} (${file}) is also ${by}`);
		}
		taken.set(path, `the ${file}`);
	}
}

function whyNotResumable(output: OutputTarget | undefined, sources: readonly Looked[]): string {
	if (!output) return "its records go to no file";
	if (output.isStream) return `${output.name} is no regular file`;
	const passing = sources.find(({ stat }) => !stat?.isFile());
	return passing ? `${passing.name} can't be read again` : "";
}

async function identityOf(
	disk: Disk,
	command: string,
	targets: ReadonlyMap<FileName, OutputTarget>,
	options: ConversionOptions,
): Promise<Identity> {
	const { lineage, module, inputs, kept } = options;
	const identity: { [what: string]: string } = {
		"the command": command,
		"the list of inputs": JSON.stringify(inputs),
		"the lineage or upshape itself": identityOfLineage(lineage, module?.url),
	};
	for (const option of OPTIONS) identity[`the option ${option}`] = String(options[option]);
	for (const [file, { path }] of targets) identity[`the option ${file}`] = path;
	const files = kept === undefined ? inputs : [...inputs, kept];
	for (const path of files) {
		if (typeof path === "string") identity[path] = await identityOfInput(disk, path);
	}
	return identity;
}

/** What decides which bytes come out. */
const OPTIONS = [
	"from",
	"to",
	"undeclared",
	"form",
	"maxBytes",
	"maxDepth",
	"inlineRejects",
	"prove",
	"at",
	"suspect",
	"wrapped",
	"keepEnvelope",
] as const;

async function identityOfInput(disk: Disk, path: string): Promise<string> {
	try {
		return await identityOfFile(disk, path);
	} catch (error) {
		throw readError(path, error);
	}
}
