import type { LineageFolder } from "../../codegen/index.js";
import { printable } from "../../text/index.js";
import type { InitFile } from "./modules.js";

/** What a call of init has come to. */
export interface InitResult {
	readonly lineages: readonly LineageFolder[];
	readonly isDry: boolean;
	readonly fresh: readonly InitFile[];
	readonly kept: readonly InitFile[];
}

/** For people, 80 columns wide. */
export function initText({ lineages, isDry, fresh, kept }: InitResult): string {
	const verb = isDry ? "would write" : "wrote";
	const open = fresh.some(({ draft }) => draft?.entries.some(({ verdict }) => verdict === "hole"));
	const lines = [
		...lineages.map(({ name, versions }) => `lineage ${name}: ${versions.map((one) => one.name).join(", ")}`),
		...kept.map(({ path }) => `kept ${path}`),
		...fresh.map((file) => `${verb} ${file.path}${draftText(file)}`),
		"next: npm install --save-dev upshape typescript @types/node",
		"      npx upshape generate",
		...(open ? ["      fill what is marked HOLE in the steps, and look at each guess"] : []),
		"      npx tsc && npx upshape check && node --test dist",
	];
	return lines.map((line) => `${printable(line)}\n`).join("");
}

function draftText({ draft }: InitFile): string {
	if (draft === undefined) return "";
	const count = (verdict: string) => draft.entries.filter((entry) => entry.verdict === verdict).length;
	return ` (${count("guess")} guessed, ${count("hole")} left open)`;
}
