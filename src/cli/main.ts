#!/usr/bin/env node
import { createRequire } from "node:module";

const [name, ...words] = process.argv.slice(2);
if (name === "upgrade" || name === "downgrade") {
	// The build makes it one file, as CommonJS, which Node loads in half the time that many modules take.
	const file = createRequire(import.meta.url)("./conversions.cjs") as typeof import("./conversions.js"); // built from it
	await file.runConversion(name, words);
} else {
	await (await import("./program.js")).runProgram(process.argv.slice(2));
}
