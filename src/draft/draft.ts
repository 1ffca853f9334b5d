import type { ReadGraph } from "../schema/index.js";
import { DraftSchema } from "./alternatives.js";
import { Drafter } from "./level.js";
import type { DraftEntry } from "./rule.js";

/** A step as far as two schemas tell it. */
export interface StepDraft {
	/** A TypeScript module that exports the mapping. It compiles when its holes are filled. */
	readonly source: string;
	/** What was found for each member that is not the same in both versions. */
	readonly entries: readonly DraftEntry[];
}

/** What a draft is called, and where its types are. */
export interface DraftNames {
	/** The names of the versions' types, as generated: "OrderV1". */
	readonly older: string;
	readonly newer: string;
	/** What the mapping is called: "v1ToV2". */
	readonly step: string;
	/** The module that the types are imported from. */
	readonly types: string;
	/** The package; "upshape" unless the settings say otherwise. */
	readonly package: string;
}

/** Drafts the step from one version to the next. */
export function draftStep(older: ReadGraph, newer: ReadGraph, names: DraftNames): StepDraft {
	const drafter = new Drafter(new DraftSchema(older), new DraftSchema(newer));
	const level = drafter.root();
	const { entries } = drafter;
	const source = [
		`import { ${[...drafter.imports, "mapping"].sort().join(", ")} } from "${names.package}";`,
		`import type { ${names.older}, ${names.newer} } from "${names.types}";`,
		"",
		...[...drafter.helpers].flatMap(([name, value]) => [`const ${name} = ${value};`, ""]),
		'// A draft: each "guess" and "HOLE" below is for you to decide.',
		`export const ${names.step} = mapping<${names.older}, ${names.newer}>(${level});`,
		"",
	].join("\n");
	return { source, entries };
}
