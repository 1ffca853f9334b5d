/** A task, how it is done (see walk.ts), and how many modules of src may take part in it. */
export interface Walk {
	readonly name: string;
	readonly words: readonly string[];
	readonly most: number;
}

const invoices = ["examples/invoice-v1.schema.json", "examples/invoice-v2.schema.json"];

/** What a reader of the code follows most often. The bounds are what is needed today, with room for a few modules more. */
export const WALKS: readonly Walk[] = [
	{ name: "client", words: ["client"], most: 17 },
	{ name: "files", words: ["command", "upgrade", "examples/clients.ndjson"], most: 103 },
	{ name: "diff", words: ["command", "diff", ...invoices], most: 122 },
	{ name: "check", words: ["check", "check"], most: 135 },
	{ name: "row", words: ["row"], most: 69 },
];
