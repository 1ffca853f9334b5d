import { lineage } from "upshape";
import { type ClientCurrent, client, type Session, session } from "upshape/clerk";
import {
	type EventOf,
	fetchHandler,
	type Received,
	type ReceiveOptions,
	type RefusalCode,
	receive,
	receiveBytes,
	receiver,
	sign,
} from "upshape/webhook";
import type { Same } from "../same.js";

// Webhooks speak `Request`, which is a type of Node, of browsers and of edge runtimes.

const secrets = process.env.CLERK_WEBHOOK_SECRET ?? "";

export async function readsByTheType(request: Request): Promise<Session | undefined> {
	const result = await receive(request, { secrets });
	// @ts-expect-error it may be refused instead
	result.event;
	if (result.refused !== undefined) {
		const code: Same<typeof result.refused, RefusalCode> = true;
		const status: number = result.status;
		// @ts-expect-error what is refused has no event
		result.event;
		if (!code || status < 200) throw new Error(result.message);
		return undefined;
	}
	const matched: Same<typeof result.matched, "session.*" | undefined> = true;
	// @ts-expect-error nobody has looked whether a lineage has read it
	const session: Session = result.event.data;
	if (result.matched === undefined) {
		// @ts-expect-error data that no lineage reads may be anything
		result.event.data.user_id.length;
		return undefined;
	}
	const type: Same<typeof result.event.type, `session.${string}`> = true;
	const data: Same<typeof result.event.data, Session> = true;
	// @ts-expect-error a Session has no user: it was set apart
	result.event.data.user;
	// @ts-expect-error what comes out may share parts with what went in
	result.event.data.status = "ended";
	return matched && type && data ? result.event.data : session;
}

export async function readsByLineagesOfYours(body: Uint8Array): Promise<ClientCurrent | Session | undefined> {
	const to = receiver({
		secrets: [secrets, new Uint8Array(32)],
		tolerance: 60,
		now: () => Date.now(),
		maxBytes: 64_000,
		seen: async (id) => id === "",
		events: { "client.touched": client, "session.*": { lineage: session, embedded: { user: "user_id" } } },
		onReject: ({ body, id, refusal }) => [body.length, id.length, refusal.status],
	});
	const result = await to.receiveBytes({ headers: await sign({ body, secrets }), body });
	if (result.refused !== undefined) return undefined;
	const matched: Same<typeof result.matched, "client.touched" | "session.*" | undefined> = true;
	// @ts-expect-error there is no such entry
	if (result.matched === "user.*") return undefined;
	if (result.matched === "client.touched") {
		const type: Same<typeof result.event.type, "client.touched"> = true;
		return matched && type ? result.event.data : undefined;
	}
	if (result.matched === "session.*") return result.event.data;
	return undefined;
}

export const post: (request: Request) => Promise<Response> = fetchHandler(
	receiver({ secrets, events: { "*": client } }),
	({ event, matched }) => {
		const data: ClientCurrent | undefined = matched === "*" ? event.data : undefined;
		return data;
	},
	(error: unknown) => error,
);

export function refusesMistakes(request: Request, body: Uint8Array): void {
	// @ts-expect-error somebody's secret is needed
	receive(request, {});
	// @ts-expect-error a text is not what was signed
	receiveBytes({ headers: {}, body: "{}" }, { secrets });
	// @ts-expect-error headers hold texts
	receiveBytes({ headers: { "svix-id": 1 }, body }, { secrets });
	// @ts-expect-error there is no such option
	receiver({ secrets, tolerence: 300 });
	// @ts-expect-error the clock gives milliseconds
	receiver({ secrets, now: () => new Date() });
	// @ts-expect-error this is no lineage
	receiver({ secrets, events: { "user.*": { upgrade: () => {} } } });
	// @ts-expect-error what is begun is no lineage yet
	receiver({ secrets, events: { "user.*": lineage("user") } });
	// @ts-expect-error there are two families
	sign({ body, secrets, family: "stripe" });
}

export type Options = ReceiveOptions;
export type Created = EventOf<"session.created", Session>;
export type Mine = Received<{ readonly "session.*": typeof session }>;
