import { posix, relative } from "node:path";
import { folderAt } from "../codegen/index.js";
import type { Assumption } from "../compat/index.js";
import { type MessageDirection, SchemaError } from "../schema/index.js";
import { optionsOf } from "./diff.js";
import { withSlashes } from "./documents/disk.js";
import { loadPublished } from "./documents/load-published.js";
import { judgeExamples } from "./lineage/examples.js";
import { staleFiles } from "./lineage/generated.js";
import { type JudgedLineage, judgeLineage, type LineageJudging } from "./lineage/judge-lineage.js";
import { type LoadedFolder, loadLineages } from "./lineage/lineages.js";
import { publishedChanges } from "./lineage/published.js";
import type { Steps } from "./lineage/steps.js";
import { settle } from "./outcome.js";
import type { Mode } from "./pair.js";
import type { GateResult } from "./result.js";
import type { ChosenLevels } from "./rules.js";
import { type Configured, readConfigured } from "./settings/configured.js";
import { loadAccepted } from "./settings/load-accepted.js";

/** How the lineages of a repository are checked; what is not given is as the settings say. */
export interface CheckOptions {
	readonly cwd: string;
	/** The settings' file; `upshape.config.json` in the working directory if not given. */
	readonly config?: string | undefined;
	/** The git ref whose versions count as published. */
	readonly against?: string | undefined;
	/** Compares all versions with all newer ones, not only with the next. */
	readonly transitive?: boolean | undefined;
	readonly mode?: Mode | undefined;
	readonly formats?: "annotation" | "assertion" | undefined;
	/** Steps of work for each question, before its answer is unknown. */
	readonly budget?: number | undefined;
	readonly assume?: readonly Assumption[] | undefined;
	/** Of which messages the schemas are asked, so that `readOnly` and `writeOnly` count. */
	readonly direction?: MessageDirection | undefined;
	readonly levels?: ChosenLevels | undefined;
	/** The ignore file; `upshape.ignore.json` beside the settings, if it is there, if not given. */
	readonly ignore?: string | undefined;
	/** The day by which entries of the ignore file expire, as 2026-12-31. */
	readonly today: string;
	/** Loads the lineage that the settings name for a folder: this is what runs code, and nothing else does. */
	readonly loadSteps: (name: string, root: string) => Promise<Steps>;
}

/**
 * Checks all lineages of a repository. Throws a SchemaError if settings, schemas, the ref or an ignore file can't be
 * read or are refused: a check that could not be made is none.
 */
export async function checkRepository(options: CheckOptions): Promise<GateResult> {
	const { cwd } = options;
	const configured = await readConfigured(options.config, cwd);
	const { root, config, settings } = configured;
	const levels = new Map([...settings.rules, ...(options.levels ?? [])]);
	const folder = folderAt(root, config.schemas);
	const named = (file: string) => posix.join(withSlashes(relative(cwd, root)), file);
	const nameOf = (file: string) => named(posix.join(config.schemas, file));
	const { against } = options;
	const [loaded, published, accepted] = await Promise.all([
		loadLineages(folder, nameOf),
		against === undefined ? undefined : loadPublished(root, config.schemas, against),
		loadAccepted(options.ignore ?? configured.ignore, cwd),
	]);
	checkThere(loaded, configured);
	const asked = optionsOf(options.formats ?? settings.formats, options.budget ?? settings.budget);
	const examples = await judgeExamples(loaded, { folder, nameOf, options: asked, levels });
	const shared = { options: asked, levels, examples: examples.valid };
	const judged = await judgeAll(loaded, configured, options, shared);
	const findings = [
		...(published ? publishedChanges(published, loaded, { options: asked, levels }) : []),
		...judged.flatMap((one) => one.findings),
		...examples.findings,
		...(await staleFiles(root, config, levels, named)),
	];
	const pairs = judged.flatMap((one) => one.pairs);
	return settle({ command: "check", pairs, findings }, { levels, accepted, today: options.today });
}

/** Judges all lineages, each as its own settings say. */
async function judgeAll(
	{ lineages }: LoadedFolder,
	{ root, settings }: Configured,
	{ mode, transitive = false, assume = [], direction = settings.direction, loadSteps }: CheckOptions,
	shared: Pick<LineageJudging, "options" | "levels" | "examples">,
): Promise<readonly JudgedLineage[]> {
	const judged: JudgedLineage[] = [];
	for (const lineage of lineages) {
		const own = settings.lineages.get(lineage.folder);
		const steps = own?.steps === undefined ? undefined : await loadSteps(own.steps, root);
		const judging = {
			...shared,
			mode: mode ?? own?.mode ?? settings.mode,
			transitive,
			assume,
			direction,
			steps,
		};
		judged.push(judgeLineage(lineage, judging));
	}
	return judged;
}

/** No lineage at all, or settings for one that is not there, is a mistake: nothing would be checked, in silence. */
function checkThere({ lineages }: LoadedFolder, { config, settings }: Configured): void {
	const missing = [...settings.lineages.keys()].find((name) =>
		lineages.every(({ folder }) => folder !== name),
	);
	const place = { file: config.schemas, keywordLocation: "" };
	if (missing !== undefined) {
		throw new SchemaError(
			"config-invalid",
			place,
			`the settings name the lineage ${missing}, which is not here`,
		);
	}
	if (lineages.length === 0) throw new SchemaError("lineage-invalid", place, "no folder with a lineage.json");
}
