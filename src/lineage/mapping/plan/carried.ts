import { formatPointer, parsePointer } from "../../../json/index.js";
import { takenBy } from "../node.js";
import type { Layout } from "./layout.js";

/**
 * The members among those that may identify an object which the way back gives as they were; undefined if it makes one
 * of them in another way, so that it might give an object another identity.
 */
export function carriedIn(
	layout: Layout,
	identities: readonly string[],
	tag?: string,
): readonly string[] | undefined {
	const carried = identities.filter((name) => isCarried(layout, name));
	const isOther = (name: string) => !carried.includes(name) && (name === tag || isMade(layout, name));
	return identities.some(isOther) ? undefined : carried;
}

function isCarried({ members, copied }: Layout, name: string): boolean {
	return members.some(
		({ tokens, node }) =>
			formatPointer(tokens) === formatPointer([name]) &&
			((node.rule === "copy" && copied.has(name)) ||
				(node.rule === "from" && node.codec === undefined && node.pointer === formatPointer([name]))),
	);
}

/** Whether rules make the member of the older version, or a part of it. */
function isMade({ members, splits, lost }: Layout, name: string): boolean {
	const pointers = [
		...members.flatMap(({ node }) => (node.rule === "copy" ? [node.pointer] : takenBy(node))),
		...splits.map(({ pointer }) => pointer),
		...lost.keys(),
	];
	return pointers.some((pointer) => parsePointer(pointer)[0] === name);
}
