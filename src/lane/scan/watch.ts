import { parsePointer } from "../../json/index.js";
import type { Suspicion } from "../../lineage/index.js";

/** A place whose values are watched, or that has such places below it. */
export interface WatchedPlace {
	/** Its number among the places whose own values are watched. */
	readonly index: number | undefined;
	/** Whether null is suspect there; other values that are no numbers are left in doubt anyway. */
	readonly refusesNull: boolean;
	/** By the name of a member; "*" for all elements of an array. */
	readonly below: ReadonlyMap<string, WatchedPlace>;
}

interface Growing extends WatchedPlace {
	index: number | undefined;
	refusesNull: boolean;
	readonly below: Map<string, Growing>;
}

/** The places that suspicions are about, as a tree. */
export class Watch {
	/** Undefined where nothing is watched. */
	readonly root: WatchedPlace | undefined;
	/** By the number of a place. */
	readonly #judges: Suspicion["looksLike"][][] = [];

	constructor(suspicions: readonly Suspicion[]) {
		const root = newPlace();
		for (const suspicion of suspicions)
			for (const at of suspicion.at) this.#add(root, parsePointer(at), suspicion);
		if (suspicions.length > 0) this.root = root;
	}

	/** Whether a value of the place with that number is suspect; a judge that throws has not cleared it. */
	isSuspect(index: number, value: unknown): boolean {
		const judges = this.#judges[index] ?? [];
		try {
			for (const looksLike of judges) if (looksLike(value)) return true;
			return false;
		} catch {
			return true;
		}
	}

	#add(root: Growing, tokens: readonly string[], suspicion: Suspicion): void {
		let place = root;
		for (const token of tokens) {
			const next = place.below.get(token) ?? newPlace();
			place.below.set(token, next);
			place = next;
		}
		place.index ??= this.#judges.push([]) - 1;
		this.#judges[place.index]?.push(suspicion.looksLike);
		place.refusesNull = this.isSuspect(place.index, null);
	}
}

const newPlace = (): Growing => ({ index: undefined, refusesNull: false, below: new Map() });
