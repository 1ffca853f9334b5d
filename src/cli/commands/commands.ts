import type { CommandTable } from "../args/command.js";

/** Every command by its name; its modules are loaded when it is called. */
export const COMMANDS: CommandTable = {
	detect: {
		about: "tell which version each record is of",
		load: async () => (await import("./detect.js")).detect,
	},
	validate: {
		about: "check records against their schemas",
		load: async () => (await import("./validate.js")).validate,
	},
	upgrade: {
		about: "convert records of any version to a newer one",
		load: async () => (await import("./upgrade.js")).upgrade,
	},
	downgrade: {
		about: "convert records back to an older version",
		load: async () => (await import("./downgrade.js")).downgrade,
	},
	verify: {
		about: "validate a run's output again, and compare it with its report",
		load: async () => (await import("./verify.js")).verify,
	},
	init: {
		about: "set a repository up: a lineage from records or a schema, and its steps",
		load: async () => (await import("./init.js")).init,
	},
	infer: {
		about: "write the schemas that records show, one for each version",
		load: async () => (await import("./infer.js")).infer,
	},
	"add-version": {
		about: "add a version to a lineage, and draft its step",
		load: async () => (await import("./add-version.js")).addVersion,
	},
	generate: {
		about: "write types and validators from schema files",
		load: async () => (await import("./generate.js")).generateCommand,
	},
	diff: {
		about: "tell whether a schema change is safe",
		load: async () => (await import("./diff.js")).diff,
	},
	check: {
		about: "check a repository's lineages: pairs, steps, what was published",
		load: async () => (await import("./check.js")).check,
	},
	rules: {
		about: "list the rules that findings of diff and check are of",
		load: async () => (await import("./rules.js")).rules,
	},
	"table upgrade": {
		about: "convert the documents of a Postgres table, in place or into a new table",
		load: async () => (await import("../table/upgrade.js")).tableUpgrade,
	},
	"table status": {
		about: "tell how the newest run on a table stands",
		load: async () => (await import("../table/control.js")).tableStatusCommand,
	},
	"table runs": {
		about: "list all runs on a table, and what a rollback of each would look at",
		load: async () => (await import("../table/runs.js")).tableRunsCommand,
	},
	"table pause": {
		about: "have every process of a run stop and wait",
		load: async () => (await import("../table/control.js")).tablePause,
	},
	"table resume": {
		about: "have a paused run go on",
		load: async () => (await import("../table/control.js")).tableResume,
	},
	"table verify": {
		about: "count the versions in a table, and validate every document",
		load: async () => (await import("../table/verify.js")).tableVerify,
	},
	"table assert-upgraded": {
		about: "fail if any document of a table is not of the newest version",
		load: async () => (await import("../table/verify.js")).tableAssertUpgraded,
	},
	"table rollback": {
		about: "give documents back what they were before a run",
		load: async () => (await import("../table/rollback.js")).tableRollback,
	},
	replay: {
		about: "sign stored webhook deliveries and post them again",
		load: async () => (await import("./replay.js")).replay,
	},
	completion: {
		about: "print a script that completes calls in bash",
		load: async () => (await import("./completion.js")).completionOf(COMMANDS),
	},
};
