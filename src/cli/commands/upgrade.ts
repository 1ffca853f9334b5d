import { isMainThread } from "node:worker_threads";
import { upgradeFiles } from "../../files/index.js";
import { defineCommand } from "../args/command.js";
import { flag } from "../args/flag.js";
import { CONVERSION_FLAGS, convertInputs, SUSPECT_FLAG } from "../records/conversion.js";
import { readsStdin } from "../records/inputs.js";
import { readingOf } from "../records/limits.js";
import { isShipped, knownVersion, loadLineage } from "../records/lineages.js";
import { supervise } from "../supervise.js";

/** `upshape upgrade` */
export const upgrade = defineCommand({
	name: "upgrade",
	about: "Converts records of any known version to a newer one, and accounts for every value.",
	operands: "[files...]",
	flags: {
		to: flag.text("VERSION", "the version to convert to; the newest if not given"),
		residue: flag.text("FILE", "write what the newer version has no room for there, for downgrade"),
		prove: flag.toggle(
			"take each record back before it is written, and reject it if it differs from what came in",
		),
		...SUSPECT_FLAG,
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
		if (isMainThread && !isShipped(args.flags.lineage)) return supervise(readsStdin(args));
		const loaded = await loadLineage(args.flags.lineage);
		const { lineage, envelope } = loaded;
		const to = knownVersion(lineage, "to", args.flags.to) ?? lineage.head;
		const residue = args.flags["dry-run"] ? undefined : args.flags.residue;
		const { prove, suspect } = args.flags;
		return convertInputs(args, {
			loaded,
			door: readingOf(args, envelope),
			writes: { residue: args.flags.residue },
			convert: (options) => upgradeFiles({ ...options, to, residue, prove, suspect }),
		});
	},
});
