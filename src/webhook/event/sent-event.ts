import { event } from "../../clerk/event/index.js";
import type { ClerkEvent } from "../../clerk/index.js";
import { type JsonObject, parsePointer } from "../../json/index.js";
import { type DetachedEntry, detachedOf, type Issue, type Refused } from "../../lineage/index.js";
import { WebhookError } from "../error.js";
import { EMBEDDED } from "./embedded.js";
import { clerkEvents, type Readers, readingsOf } from "./readers.js";
import type { EventResidue } from "./receipt.js";

/** Of a received delivery, or of what was stored of it, as much as it takes to restore the event. */
export interface Stored {
	readonly event: object;
	readonly from: { readonly event: string; readonly data?: string };
	readonly residue: EventResidue;
}

/**
 * The event as it was sent, in the versions that it was of: the way back of `receive`, with nothing lost. Takes the
 * `events` that the receiver was given, and throws a WebhookError if they don't read what that one did.
 */
export function sentEvent(
	{ event: current, from, residue }: Stored,
	readers: Readers = clerkEvents,
): { readonly value: JsonObject; readonly issues?: undefined } | Refused {
	// Every event comes from `receive`, or is validated below like any other value.
	const { type, data } = current as ClerkEvent;
	const back = sentData(type, data as JsonObject, from.data, residue, readers);
	if (back.issues) return back;
	const asked = { to: from.event, residue: residue.event, undeclared: "keep" } as const;
	const envelope = event.downgrade({ ...current, data: back.value } as ClerkEvent, asked as never);
	// A downgraded event is a JSON object.
	return envelope.issues ? envelope : { value: envelope.value as unknown as JsonObject };
}

function sentData(
	type: string,
	data: JsonObject,
	to: string | undefined,
	residue: EventResidue,
	readers: Readers,
): { readonly value: JsonObject; readonly issues?: undefined } | { readonly issues: readonly Issue[] } {
	if (to === undefined) return { value: data };
	const lineage = readingsOf(readers)(type)?.lineage;
	if (!lineage) throw new WebhookError("option-invalid", " (readers: none of them reads the event's data)");
	const { [EMBEDDED]: apart, ...kept } = residue.data;
	const members = detachedOf(apart);
	const asked = { to, residue: kept, undeclared: "keep" };
	const result = lineage.downgrade(data as never, asked as never);
	return result.issues ? result : { value: put(result.value as JsonObject, members) };
}

function put(data: JsonObject, apart: readonly DetachedEntry[]): JsonObject {
	const members = apart.map(({ at, value }) => [parsePointer(at)[0] ?? "", value]);
	return { ...data, ...Object.fromEntries(members) };
}
