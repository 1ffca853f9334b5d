import type { Pointer } from "../json/index.js";
import type { Account } from "./account/index.js";
import type { Issue } from "./issue.js";
import type { IsWhole, Residue } from "./residue/index.js";
import type { SuspectValue } from "./suspects.js";

/**
 * A payload in another version. The value may share untouched parts with the payload, the account is worked out
 * when it is read: neither is right any more once somebody changes the payload.
 */
export interface Converted<T, From extends string> {
	readonly value: T;
	/** The version that the payload was of. */
	readonly from: From;
	/** What the steps did, entry by entry; empty if none was needed. */
	readonly account: Account;
	/** What the way back would not restore by itself: store it to be able to go back exactly. */
	readonly residue: Residue;
	/**
	 * @internal The residue of a value that nobody has changed since, without running the steps again; containers for
	 * which `isWhole` holds are kept whole, by reference.
	 */
	readonly residueOf?: (isWhole: IsWhole | undefined) => Residue;
	/** @internal What the steps themselves said, without what was found. */
	readonly annotations?: Account;
	/** @internal What is suspect in the value; the account says so, too. */
	readonly suspects?: readonly SuspectValue[];
	/** @internal Places, indices as "*", that the steps say to be lossy. */
	readonly lossy?: readonly Pointer[];
	readonly issues?: undefined;
}

/** A payload that was not converted, and why. */
export interface Refused {
	readonly issues: readonly Issue[];
	readonly value?: undefined;
}
