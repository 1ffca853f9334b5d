import type { Node, NodeIndex } from "../../schema/index.js";
import type { Needs } from "./needs.js";

/** What the writers of code share: the nodes, their names, and the tests of `is`. */
export interface Writer {
	readonly nodes: readonly Node[];
	readonly names: readonly string[];
	readonly needs: Needs;
	/** The node of an index. */
	node(index: NodeIndex): Node;
	/** The expression that tells whether `x` meets the node. */
	test(index: NodeIndex, x: string): string;
	/** The name of the node's function, which will be written. */
	functionOf(index: NodeIndex): string;
}
