import type { Node, NodeIndex } from "../../../schema/index.js";
import type { Literal } from "../../engine/pool.js";
import type { View } from "./view.js";

/** One of several ways that a schema leaves open. */
interface Way {
	/** What holds of the values that go this way. */
	readonly literal: Literal;
	/** The schemas that hold for them. */
	readonly entries: readonly NodeIndex[];
}

/** Ways of which each value goes at least one. */
export interface OpenChoice {
	readonly part: "anyOf" | "oneOf" | "if";
	readonly node: Node;
	readonly ways: readonly Way[];
}

/** The choices that a view leaves open. */
export function choicesOf(view: View): readonly OpenChoice[] {
	return view.nodes.flatMap((node) => [
		...(["anyOf", "oneOf"] as const).flatMap((part) => {
			const branches = node[part];
			return branches === undefined ? [] : { part, node, ways: branches.map((branch) => way(view, branch)) };
		}),
		...(node.if === undefined ? [] : [condition(view, node, node.if)]),
	]);
}

function way(view: View, branch: NodeIndex): Way {
	return { literal: view.below([branch]).literal, entries: [branch] };
}

function condition(view: View, node: Node, when: NodeIndex): OpenChoice {
	const { literal } = view.below([when]);
	const rest = (entry: NodeIndex | undefined) => (entry === undefined ? [] : [entry]);
	return {
		part: "if",
		node,
		ways: [
			{ literal, entries: [when, ...rest(node.then)] },
			{ literal: -literal, entries: rest(node.else) },
		],
	};
}
