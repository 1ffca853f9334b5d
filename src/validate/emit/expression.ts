/** Any of the expressions, as one. */
export function either(tests: readonly string[]): string {
	if (tests.includes("true")) return "true";
	const asked = [...new Set(tests)].filter((test) => test !== "false");
	const [only = "false"] = asked;
	return asked.length < 2 ? only : `(${asked.join(" || ")})`;
}

/** All of the expressions, as one. */
export function both(tests: readonly string[]): string {
	if (tests.includes("false")) return "false";
	const asked = [...new Set(tests)].filter((test) => test !== "true");
	const [only = "true"] = asked;
	if (asked.length < 2) return only;
	return `(${asked.map((test) => (test.includes(" || ") ? paren(test) : test)).join(" && ")})`;
}

// One comparison, its sides without spaces.
const COMPARISON = /^(?:typeof )?[^\s()&|?!"]+ (===|!==) (?:[^\s()&|?"]+|"[^"\\\s]*")$/;
const CALL = /^[\w$.]+\([^()"]*\)$/;

/** The expression's opposite. */
export function not(test: string): string {
	if (test === "true") return "false";
	if (test === "false") return "true";
	const operator = COMPARISON.exec(test)?.[1];
	if (operator !== undefined) return test.replace(` ${operator} `, operator === "===" ? " !== " : " === ");
	if (CALL.test(test)) return `!${test}`;
	if (test.startsWith("!") && CALL.test(test.slice(1))) return test.slice(1);
	return `!${paren(test)}`;
}

/** The expression in parentheses, once. */
export function paren(test: string): string {
	return isEnclosed(test) ? test : `(${test})`;
}

/** Whether the parenthesis that the expression begins with ends where it ends. */
function isEnclosed(test: string): boolean {
	if (!test.startsWith("(")) return false;
	let depth = 0;
	for (const { 0: token, index } of test.matchAll(/"(?:[^"\\]|\\.)*"|[()]/g)) {
		if (token === "(") depth++;
		if (token === ")") depth--;
		if (depth === 0) return index === test.length - 1;
	}
	return false;
}
