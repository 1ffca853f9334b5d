import { withoutIndices } from "../../json/index.js";
import type { Reject } from "../convert/reject.js";

/** Rejects that are alike: of one code, place and message, whatever their elements and numbers. */
export interface RejectReason {
	readonly code: string;
	/** Where in the record; indices are "*". */
	readonly instanceLocation: string;
	/** The message of the first of them. */
	readonly message: string;
	readonly count: number;
	/** The first of them: its input, and the line from 1. */
	readonly example: { readonly file: string; readonly line: number };
}

/** How many kinds are told apart; what is of others is counted by its code only. */
const MAX_KINDS = 100;

/** Why records were rejected, added up by what they have in common. */
export class RejectReasons {
	readonly #kinds = new Map<string, { readonly first: RejectReason; count: number }>();

	/** In the order in which they were met. */
	get list(): readonly RejectReason[] {
		return [...this.#kinds.values()].map(({ first, count }) => ({ ...first, count }));
	}

	add({ code, instanceLocation, message, file, line }: Reject): void {
		this.#count({ code, instanceLocation, message, count: 1, example: { file, line } });
	}

	/** Adds what another sum came to. */
	merge(reasons: readonly RejectReason[]): void {
		for (const reason of reasons) this.#count(reason);
	}

	#count(reason: RejectReason): void {
		const kind = kindOfReject(reason);
		const known = this.#kinds.get(kind);
		if (known) known.count += reason.count;
		else if (this.#kinds.size < MAX_KINDS) {
			const first = { ...reason, instanceLocation: withoutIndices(reason.instanceLocation) };
			this.#kinds.set(kind, { first, count: reason.count });
		}
	}
}

/** What rejects that are alike have in common, as a key. */
export function kindOfReject({
	code,
	instanceLocation,
	message,
}: Pick<RejectReason, "code" | "instanceLocation" | "message">): string {
	return JSON.stringify([code, withoutIndices(instanceLocation), message.replace(/\b\d+\b/g, "0")]);
}
