export { defineCommand } from "./args/command.js";
export { flag } from "./args/flag.js";
export { commandSection, flagTable } from "./args/flag-table.js";
export { COMMANDS } from "./commands/commands.js";
