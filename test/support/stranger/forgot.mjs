import { lineage } from "upshape";

// A step that forgets a member: nothing says so but what the engine finds.
const version = (name) => ({
	schema: {},
	is: (value) => typeof value?.[name] === "string",
	explain: () => [],
});
export default lineage("x/y")
	.version("v1", version("name"))
	.version("v2", version("title"), {
		upgrade: ({ name }) => ({ title: name }),
		downgrade: ({ title }) => ({ name: title }),
	});
