import { middle } from "./side-by-side.js";

/** What a figure is held to. */
export interface Gate {
	readonly what: string;
	readonly figure: string;
	readonly demand: string;
	readonly holds: boolean;
}

/** A gate on the middle one of some values. */
export function gate(
	what: string,
	values: readonly number[],
	sign: "<=" | ">=" | "<",
	limit: number,
	unit: "x" | " MB" | " ms" = "x",
): Gate {
	const digits = unit === "x" ? 2 : 0;
	const figure = middle(values.toSorted((a, b) => a - b));
	const holds = sign === "<=" ? figure <= limit : sign === "<" ? figure < limit : figure >= limit;
	return { what, figure: `${figure.toFixed(digits)}${unit}`, demand: `${sign} ${limit}${unit}`, holds };
}

/** Prints the gates; the process exits with 1 if one doesn't hold. */
export function printGates(gates: readonly Gate[]): void {
	console.log("\ngates");
	for (const { what, figure, demand, holds } of gates) {
		console.log(`  ${what.padEnd(48)} ${figure.padStart(9)}  ${demand}${holds ? "" : "  FAILED"}`);
		if (!holds) process.exitCode = 1;
	}
}
