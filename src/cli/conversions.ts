import { downgrade } from "./commands/downgrade.js";
import { upgrade } from "./commands/upgrade.js";
import { runProcess } from "./process.js";

const CONVERSIONS = { upgrade, downgrade };

/**
 * Runs one of the commands that convert records, until the process ends. They are a program of their own, which holds
 * nothing else, as they are what is called most: in pipes for every block of records.
 */
export const runConversion = (name: keyof typeof CONVERSIONS, words: readonly string[]) =>
	runProcess(() => CONVERSIONS[name].call(words));
