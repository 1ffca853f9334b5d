const TOKEN = /\/\*[\s\S]*?\*\/|\/\/[^\n]*|"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|[\w$]+|\s+|[\s\S]/gu;

/**
 * Makes every property and every array read-only in text that holds interfaces and type aliases only, as
 * json-schema-to-typescript writes them (no functions, no generics), with its members' semicolons in place.
 */
export function readonlyTypes(text: string): string {
	const tokens = text.match(TOKEN) ?? [];
	const solid = tokens.flatMap((token, index) => (/^(?:\s|\/\*|\/\/)/.test(token) ? [] : [index]));
	const at = (place: number) => tokens[solid[place] ?? -1] ?? "";
	const edit = (place: number, change: (token: string) => string) => {
		const index = solid[place] ?? -1;
		tokens[index] = change(tokens[index] ?? "");
	};
	// Before any edit, as edits change what a token looks like.
	const original = solid.map((_, place) => at(place));
	const token = (place: number) => original[place] ?? "";
	const opened: number[] = [];
	/** Where the operand that ends at a place begins. */
	const beginnings = new Map<number, number>();
	for (let place = 0; place < original.length; place++) {
		const beginsMember = opened.length > 0 && (token(place - 1) === "{" || token(place - 1) === ";");
		if (beginsMember && token(place) !== "}") edit(place, (member) => `readonly ${member}`);
		if (token(place) === "[" && token(place + 1) === "]" && isOperandEnd(token(place - 1))) {
			const begin = beginnings.get(place - 1) ?? place - 1;
			const nested = token(place - 1) === "]";
			edit(begin, (operand) => (nested ? `readonly (${operand}` : `readonly ${operand}`));
			if (nested) edit(place - 1, (end) => `${end})`);
			beginnings.set(place + 1, begin);
			place++;
		} else if (/^[[{(]$/.test(token(place))) {
			opened.push(place);
			if (token(place) === "[" && !beginsMember) edit(place, (bracket) => `readonly ${bracket}`);
		} else if (/^[\]})]$/.test(token(place))) {
			beginnings.set(place, opened.pop() ?? place);
		}
	}
	return tokens.join("");
}

function isOperandEnd(token: string): boolean {
	return /^(?:[\])}]|["'].*|[\w$]+)$/s.test(token);
}
