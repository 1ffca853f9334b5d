import {
	type Client,
	type ClientCurrent,
	type ClientLegacy,
	type ClientV1,
	client,
	type SessionV1,
	session,
} from "upshape/clerk";
import type { Same } from "./same.js";

type ClientVersion = "legacy" | "v1" | "v2" | "bapi-2021" | "go-sdk" | "fapi" | "current";

// Compiled, never run: by `npm run check`, and against the installed package by the TypeScripts that users have.

export function upgradesToTheHead(payload: unknown): ClientCurrent | undefined {
	const result = client.upgrade(payload);
	// @ts-expect-error there may be issues instead
	result.value.session_ids;
	if (result.issues) return undefined;
	const head: Same<typeof result.value, Client> = true;
	const from: Same<typeof result.from, ClientVersion> = true;
	return head && from ? result.value : undefined;
}

export function upgradesToAVersion(payload: unknown): ClientV1 | undefined {
	const { value } = client.upgrade(payload, { to: "v1" });
	const v1: Same<typeof value, ClientV1 | undefined> = true;
	// @ts-expect-error v1 knows nothing of it
	value?.last_authentication_strategy;
	// @ts-expect-error there is no such version
	client.upgrade(payload, { to: "v9" });
	// @ts-expect-error nor one to come from
	client.upgrade(payload, { from: "v9" });
	return v1 ? value : undefined;
}

export function downgrades(head: ClientCurrent, v1: ClientV1): ClientLegacy | undefined {
	const { value } = client.downgrade(head, { to: "legacy" });
	client.downgrade(v1, { from: "v1", to: "legacy" });
	// @ts-expect-error v1 is not the head
	client.downgrade(v1, { to: "legacy" });
	// @ts-expect-error a way back leads somewhere
	client.downgrade(head, {});
	return value;
}

export function detects(payload: unknown): ClientVersion | undefined {
	const detection = client.detect(payload);
	// @ts-expect-error it may be ambiguous, or unknown
	detection.version;
	if ("version" in detection) return detection.version;
	if ("ambiguous" in detection) return detection.ambiguous[0];
	return detection.nearest;
}

export function changesNothing(result: ClientCurrent): void {
	// @ts-expect-error what comes out may share parts with what went in
	result.sessions.length = 0;
}

export const sessionV1: SessionV1 | undefined = session.upgrade({}, { to: "v1" }).value;
