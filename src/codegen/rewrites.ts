/** One textual change to ajv's output: exact on what it matches, nothing where it matches nothing. */
export interface Rewrite {
	readonly name: string;
	/** "is" answers yes or no, "explain" with what is wrong. */
	readonly in: "is" | "explain" | "both";
	readonly pattern: RegExp;
	readonly replacement: string;
	readonly why: string;
}

/**
 * What is changed in ajv's code, in this order; strings are masked meanwhile. Measured on a Clerk client of 1 KB,
 * they make the yes-or-no validators three times as fast.
 */
export const REWRITES: readonly Rewrite[] = [
	{
		name: "integer",
		in: "both",
		pattern:
			/\(\(typeof ([\w.[\]"#]+) == "number"\) && \(!\(\1 % 1\) && !isNaN\(\1\)\)\) && \(isFinite\(\1\)\)/g,
		replacement: "Number.isInteger($1)",
		why: "the remainder of doubles takes 10 ns, each time",
	},
	{
		name: "finite number",
		in: "both",
		pattern: /\(typeof ([\w.[\]"#]+) == "number"\) && \(isFinite\(\1\)\)/g,
		replacement: "Number.isFinite($1)",
		why: "one test instead of two",
	},
	{
		name: "error of its own, returned",
		in: "is",
		pattern: /^validate\d+\.errors = \[\{[\s\S]*?\}\];\nreturn false;$/gm,
		replacement: "return false;",
		why: "an object for each violation that nobody reads",
	},
	{
		name: "error of its own, noted",
		in: "is",
		pattern:
			/^const err\d+ = \{[\s\S]*?\};\nif\(vErrors === null\)\{\nvErrors = \[err\d+\];\n\}\nelse \{\nvErrors\.push\(err\d+\);\n\}\nerrors\+\+;$/gm,
		replacement: "errors++;",
		why: "an object for each violation that nobody reads",
	},
	{
		name: "errors of a reference, noted",
		in: "is",
		pattern:
			/^vErrors = vErrors === null \? ([\w.]+)\.errors : vErrors\.concat\(\1\.errors\);\nerrors = vErrors\.length;$/gm,
		replacement: "errors++;",
		why: "there are none; only whether the count has changed is ever asked",
	},
	{
		name: "errors forgotten",
		in: "is",
		pattern:
			/^if\(vErrors !== null\)\{\nif\((_errs\d+)\)\{\nvErrors\.length = \1;\n\}\nelse \{\nvErrors = null;\n\}\n\}\n/gm,
		replacement: "",
		why: "there are none",
	},
	{
		name: "errors handed out",
		in: "is",
		pattern: /^validate\d+\.errors = vErrors;\n/gm,
		replacement: "",
		why: "there are none",
	},
	{
		name: "errors begun",
		in: "is",
		pattern: /^let vErrors = null;\n/gm,
		replacement: "",
		why: "there are none",
	},
	{
		name: "missing property",
		in: "is",
		pattern: / && \(missing\d+ = "[^"\n]*"\)/g,
		replacement: "",
		why: "nobody reads its name; and ajv takes an empty name for none missing",
	},
	{
		name: "reference, called",
		in: "is",
		pattern:
			/(?<![\w$."'])((?:validate|wrapper)\d+(?:\.validate)?)\(([^\s,]+), \{instancePath[^\n]*?,rootData\}\)/g,
		replacement: "$1($2)",
		why: "an object and a string for each nested value, for places that nobody reads",
	},
	{
		name: "parameters",
		in: "is",
		pattern: /^(function validate\d+)\(data, \{[^\n]*\}=\{\}\)\{$/gm,
		replacement: "$1(data){",
		why: "nobody hands them over",
	},
	{
		name: "reference below, called for its errors",
		in: "explain",
		pattern:
			/(?<![\w$."'])((?:validate|wrapper)\d+(?:\.validate)?)\(([^\s,]+), \{instancePath:([^\n]*?),parentData[^\n]*?,rootData\}\)/g,
		replacement: "$1($2, $3)",
		why: "shorter; the other parameters are for keywords that aren't in use",
	},
	{
		name: "reference in place, called for its errors",
		in: "explain",
		pattern:
			/(?<![\w$."'])((?:validate|wrapper)\d+(?:\.validate)?)\(([^\s,]+), \{instancePath,parentData[^\n]*?,rootData\}\)/g,
		replacement: "$1($2, instancePath)",
		why: "shorter; the other parameters are for keywords that aren't in use",
	},
	{
		name: "parameters of what explains",
		in: "explain",
		pattern: /^(function validate\d+)\(data, \{instancePath=""[^\n]*\}=\{\}\)\{$/gm,
		replacement: '$1(data, instancePath = ""){',
		why: "shorter",
	},
	{
		name: "error noted",
		in: "explain",
		pattern:
			/^const err\d+ = (\{[\s\S]*?\});\nif\(vErrors === null\)\{\nvErrors = \[err\d+\];\n\}\nelse \{\nvErrors\.push\(err\d+\);\n\}\nerrors\+\+;$/gm,
		replacement: "(vErrors ??= []).push($1);\nerrors++;",
		why: "shorter",
	},
	{
		name: "place of its own",
		in: "explain",
		pattern: /\{instancePath,schemaPath:/g,
		replacement: "{instancePath:instancePath,schemaPath:",
		why: "one form for the next rewrite",
	},
	{
		name: "error made",
		in: "explain",
		pattern:
			/\{instancePath:([^{}\n]*?),schemaPath:([^,{}\n]*),keyword:([^,{}\n]*),params:(\{[^{}\n]*\}),message:([^,{}\n]*)\}/g,
		replacement: "violation($1, $2, $3, $4, $5)",
		why: "shorter, a hundred times",
	},
];
