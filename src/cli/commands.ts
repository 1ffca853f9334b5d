import type { Command } from "./command.js";

/** Every command by its name; its modules are loaded when it is called. */
export const COMMANDS: {
	readonly [name: string]: { readonly about: string; readonly load: () => Promise<Command> };
} = {
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
	replay: {
		about: "sign stored webhook deliveries and post them again",
		load: async () => (await import("./replay.js")).replay,
	},
};
