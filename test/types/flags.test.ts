import { expect, expectTypeOf, test } from "vitest";
import { defineCommand, flag } from "../../src/cli/index.js";

// The compiler holds most of this: a flag that a command reads and does not declare must be an error.
test("a command reads the flags that it declares, each as the type of its value, and no other", async () => {
	const command = defineCommand({
		name: "try",
		about: "",
		operands: "",
		flags: {
			"max-bytes": flag.count("N", ""),
			form: flag.oneOf("FORM", ["text", "json"], ""),
			run: flag.texts("N", ""),
			check: flag.toggle(""),
		},
		examples: [],
		async run({ flags }) {
			expectTypeOf(flags["max-bytes"]).toEqualTypeOf<number | undefined>();
			expectTypeOf(flags.form).toEqualTypeOf<"text" | "json" | undefined>();
			expectTypeOf(flags.run).toEqualTypeOf<readonly string[]>();
			expectTypeOf(flags.check).toEqualTypeOf<boolean>();
			// @ts-expect-error: nothing declares it
			expect(flags["max-batch"]).toBeUndefined();
			// @ts-expect-error: what stands for a flag is its value, not what was written
			flags["max-bytes"] satisfies string | undefined;
			// @ts-expect-error: a word that the flag does not take
			expect(flags.form === "yaml").toBe(false);
			return 0;
		},
	});
	await expect(command.call(["--max-bytes", "1k", "--form=json"])).resolves.toBe(0);
	await expect(command.call(["--max-batch", "1"])).rejects.toThrow("--max-batch");
});
