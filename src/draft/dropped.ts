import type { Pointer } from "../json/index.js";
import { comment, literalOf } from "./literal.js";
import type { Member } from "./pairing.js";
import { block, type DraftScope, type LevelWriter } from "./rule.js";

/** What no rule takes; of an object of which a part is taken, each other part. */
export function droppedLines(levels: LevelWriter, members: readonly Member[], scope: DraftScope): string[] {
	const taken = levels.entries.flatMap(({ from }) => from ?? []);
	const told: Pointer[] = [];
	const lines: string[] = [];
	const lost: string[] = [];
	for (const member of members) {
		const at = scope.older + member.pointer;
		const isTold = [...taken, ...told].some((one) => one === at || at.startsWith(`${one}/`));
		if (isTold || taken.some((one) => one.startsWith(`${at}/`))) continue;
		told.push(at);
		levels.entries.push({ at, verdict: member.isRequired ? "lost" : "dropped" });
		if (member.isRequired) lost.push(...lostLines(levels, member, at));
		else lines.push(comment(`dropped: ${at}; the residue keeps it`));
	}
	if (lost.some((line) => !line.startsWith("//"))) {
		return [...lines, `...${levels.call(scope, "lost", `{${block(lost)}}`)},`];
	}
	return [...lines, ...lost];
}

/** What the way back makes up for a member that each older record has. */
function lostLines({ older }: LevelWriter, { node, pointer, type }: Member, at: Pointer): string[] {
	const [word] = older.wordsAt(node) ?? [];
	const made = older.takesNull(node) ? "null" : undefined;
	const value = word === undefined ? made : literalOf(word);
	if (value === undefined) {
		const example = `lost({ ${literalOf(pointer)}: … })`;
		return [comment(`HOLE ${at}: ${type}, in each older record: take it in a rule, or ${example}`)];
	}
	return [
		comment(`guess: dropped; what the way back puts there without residue`),
		`${literalOf(pointer)}: ${value},`,
	];
}
