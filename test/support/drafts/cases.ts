import { fileURLToPath } from "node:url";
import type { ClientCurrent, ClientV1, SessionCurrent, SessionV1 } from "../../../src/clerk/index.js";
import * as clerk from "../../../src/clerk/steps/index.js";
import { type Config, parseConfig } from "../../../src/codegen/index.js";
import { mapping, narrowed } from "../../../src/index.js";
import { sharedPath, sharedThere } from "../shared.js";
import * as shop from "../shop/steps.js";

/** A step that somebody has written by hand, to judge a draft of it by. */
export interface DraftCase {
	readonly name: string;
	/** The folder of the settings, and what they say. */
	readonly root: string;
	readonly config: Config;
	/** The files of both versions, below the folder of the schemas, and the names of their types. */
	readonly files: readonly [older: string, newer: string];
	readonly types: readonly [older: string, newer: string];
	/** The step by hand: a mapping. */
	readonly step: object;
	/** For each line of the draft that begins so once it is trimmed what stands in its place. */
	readonly fills: Readonly<Record<string, string>>;
}

const NAME_SPLIT = `...t.split(
	"/customer_name",
	(name) => ({
		first_name: name.slice(0, Math.max(0, name.lastIndexOf(" "))),
		last_name: name.slice(name.lastIndexOf(" ") + 1) || name,
	}),
	({ first_name, last_name }) => (first_name === "" ? last_name : \`\${first_name} \${last_name}\`),
),`;

const orders = (older: number, step: object, fills: DraftCase["fills"] = {}): DraftCase => ({
	name: `order v${older} > v${older + 1}`,
	root: sharedPath("suites", "order"),
	config: parseConfig({ schemas: "schemas", out: "generated" }),
	files: [`shop-order/v${older}.schema.json`, `shop-order/v${older + 1}.schema.json`],
	types: [`OrderV${older}`, `OrderV${older + 1}`],
	step,
	fills,
});

const own = (
	lineage: "client" | "session",
	[older, newer]: readonly [string, string],
	step: object,
	fills: DraftCase["fills"],
): DraftCase => {
	const type = (version: string) =>
		`${lineage[0]?.toUpperCase()}${lineage.slice(1)}${version[0]?.toUpperCase()}${version.slice(1)}`;
	return {
		name: `${lineage} ${older} > ${newer}`,
		root: fileURLToPath(new URL("../../..", import.meta.url)),
		config: parseConfig({ schemas: "schemas", out: "generated" }),
		files: [`clerk-${lineage}/${older}.schema.json`, `clerk-${lineage}/${newer}.schema.json`],
		types: [type(older), type(newer)],
		step,
		fills,
	};
};

const PENDING = 'narrowed({ pending: "abandoned" })';

/** The steps of the order lineage, if the judging material is there. */
export const ORDER_CASES: readonly DraftCase[] = sharedThere
	? [
			orders(1, shop.v1ToV2, {
				"// HOLE first_name:": NAME_SPLIT,
				"// HOLE last_name:": "",
				"// HOLE /customer_name:": "",
			}),
			orders(2, shop.v2ToV3),
			orders(3, shop.v3ToV4),
		]
	: [];

/** The shipped step, but for its times: that some of v1 are in seconds, its schemas do not tell. */
const clientV1ToCurrent = mapping<ClientV1, ClientCurrent>(({ constant, each }) => ({
	last_authentication_strategy: constant(null),
	sessions: each("/sessions", (t) =>
		t.to<SessionCurrent>({
			status: t.from(
				"/status",
				narrowed<SessionV1["status"], SessionCurrent["status"]>({ pending: "abandoned" }),
			),
			tasks: t.absent(),
		}),
	),
}));

/** The shipped steps. */
export const CLERK_CASES: readonly DraftCase[] = [
	own("client", ["legacy", "v1"], clerk.legacyToV1, {
		"// HOLE session_ids:": "session_ids: t.derive((client) => client.sessions.map(({ id }) => id)),",
		"// HOLE client_id:": "client_id: item.derive((_, client) => client.id),",
	}),
	own("client", ["v1", "current"], clientV1ToCurrent, {
		"status: item.from(": `status: item.from("/status", ${PENDING}),`,
	}),
	own("session", ["legacy", "v1"], clerk.sessionLegacyToV1("client_1"), {
		"// HOLE client_id:": 'client_id: t.derive(() => "client_1"),',
	}),
	own("session", ["v1", "current"], clerk.sessionV1ToCurrent, {
		"status: t.from(": `status: t.from("/status", ${PENDING}),`,
	}),
];
