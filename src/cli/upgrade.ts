import { upgradeFiles } from "../files/index.js";
import type { Command } from "./command.js";
import { CONVERSION_FLAGS, convertInputs } from "./conversion.js";
import { doorOf } from "./door.js";
import { knownVersion, loadLineage } from "./lineages.js";

/** `upshape upgrade` */
export const upgrade: Command = {
	name: "upgrade",
	about: "Converts records of any known version to a newer one, and accounts for every value.",
	operands: "[files...]",
	flags: {
		to: { value: "VERSION", about: "the version to convert to; the newest if not given" },
		residue: { value: "FILE", about: "write what the newer version has no room for there, for downgrade" },
		...CONVERSION_FLAGS,
	},
	examples: [
		[
			"upshape upgrade clients.ndjson.gz -o current.ndjson --residue residue.ndjson",
			"an export, and the way back",
		],
		["upshape upgrade --dry-run --report report.json clients.ndjson", "what would happen"],
		["curl -s https://clerk.example/v1/client | upshape upgrade", "one reply, in its envelope or not"],
	],
	async run(args) {
		const loaded = await loadLineage(args.text("lineage"));
		const { lineage, envelope } = loaded;
		const to = knownVersion(lineage, "to", args.text("to")) ?? lineage.head;
		const residue = args.on("dry-run") ? undefined : args.text("residue");
		return convertInputs(args, {
			loaded,
			door: doorOf(args, envelope),
			writes: ["output", "residue", "rejects", "report"],
			convert: (options) => upgradeFiles({ ...options, to, residue }),
		});
	},
};
