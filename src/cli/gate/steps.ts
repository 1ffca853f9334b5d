import { resolve } from "node:path";
import type { Steps } from "../../check/index.js";
import { hint } from "../args/nearest.js";
import { UsageError } from "../args/usage-error.js";
import { importModule } from "../records/import-module.js";
import { isLineage } from "../records/lineages.js";
import { SHIPPED } from "../records/shipped.js";

// A session of 2021 does not say whose client it is of: only sessions of a known client have a way to v1.
const CLIENT = "client_of_the_sessions";

/** How the gate tries each shipped lineage, and the one of webhooks; to forget one does not compile. */
const TRIED: { readonly [name in keyof typeof SHIPPED | "clerk/event"]: () => Promise<Steps> } = {
	"clerk/client": async () => (await SHIPPED["clerk/client"]()).lineage,
	"clerk/session": async () => (await import("../../clerk/index.js")).sessionsOf(CLIENT),
	"clerk/event": async () => (await import("../../webhook/index.js")).event,
};

/** Loads the lineage that settings name: a shipped one, or the export of a module, relative to the settings. */
export async function loadSteps(name: string, root: string): Promise<Steps> {
	if (isTried(name)) return TRIED[name]();
	if (!/^[./]/.test(name)) {
		const names = Object.keys(TRIED);
		const known = `there is no lineage ${name}; shipped are ${names.join(", ")}, and a module of yours begins with ./`;
		throw new UsageError(known + hint(name, names));
	}
	const [path = "", exported = "lineage"] = name.split("#");
	const module = await importModule(resolve(root, path));
	const lineage = Object.hasOwn(module, exported) ? module[exported] : undefined;
	// Whatever has the methods of a lineage has all that the laws need.
	if (isLineage(lineage)) return lineage as unknown as Steps;
	const known = Object.keys(module);
	const has = known.length === 0 ? "nothing" : known.slice(0, 5).join(", ");
	const mend = hint(exported, known) || `; it exports ${has}`;
	throw new UsageError(`${path} exports no lineage ${exported}${mend}`);
}

const isTried = (name: string): name is keyof typeof TRIED => Object.hasOwn(TRIED, name);
