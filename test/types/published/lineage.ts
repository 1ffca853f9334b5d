import { lineage, type Step, type Version } from "upshape";
import type { Same } from "./same.js";

interface V1 {
	readonly total: number;
}
interface V2 {
	readonly cents: number;
}

declare const v1: Version<V1>;
declare const v2: Version<V2>;
declare const v1ToV2: Step<V1, V2>;
declare const v2ToV1: Step<V2, V1>;

const begun = lineage("shop/order").version("v1", v1);

/** Names are taken from the calls; the newest is the head. */
export const order = begun.version("v2", v2, v1ToV2);
export const head: Same<typeof order.head, "v2"> = true;
export const names: Same<typeof order.versions, readonly ("v1" | "v2")[]> = true;

export const written = begun.version("v2", v2, {
	upgrade: (older) => ({ cents: older.total * 100 }),
	downgrade: (newer) => ({ total: newer.cents / 100 }),
});

export const wrongOutput = begun.version("v2", v2, {
	// @ts-expect-error not what v2 is
	upgrade: (older) => ({ total: older.total }),
	downgrade: (newer) => ({ total: newer.cents / 100 }),
});

export const wrongWayBack = begun.version("v2", v2, {
	upgrade: (older) => ({ cents: older.total * 100 }),
	// @ts-expect-error not what v1 is
	downgrade: (newer) => ({ total: String(newer.cents) }),
});

export const wrongInput = begun.version("v2", v2, {
	// @ts-expect-error v1 has no cents
	upgrade: (older) => ({ cents: older.cents }),
	downgrade: (newer) => ({ total: newer.cents / 100 }),
});

// @ts-expect-error the step leads the other way
begun.version("v2", v2, v2ToV1);
// @ts-expect-error a newer version needs a step
begun.version("v2", v2);
// @ts-expect-error the name is taken
order.version("v1", v1, v2ToV1);
// @ts-expect-error the name is taken by the head
order.version("v2", v2, { upgrade: (older) => older, downgrade: (newer) => newer });

/** A branch is older than the head, which stays the head. */
export const branched = order.branch("shop", v1, v1ToV2);
export const sameHead: Same<typeof branched.head, "v2"> = true;
export const fromBranch: Same<typeof branched.versions, readonly ("v1" | "v2" | "shop")[]> = true;
// @ts-expect-error a branch leads into the head
order.branch("shop", v1, v2ToV1);
// @ts-expect-error the name is taken
order.branch("v1", v1, v1ToV2);
