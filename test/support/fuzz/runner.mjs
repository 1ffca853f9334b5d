import { Readable } from "node:stream";

// Makes calls of the command line one after the other in this process, as starting one takes longer than most calls:
// its parent hands in { main, cwd, args, input, env }, and is told { code, out, said }.
const { env } = process;
let end = () => {};
process.exit = (code) => end(code);
process.stdout.write = capture("out");
process.stderr.write = capture("said");

let texts = { out: [], said: [] };
let count = 0;
process.on("uncaughtException", (error) => {
	texts.said.push(Buffer.from(`a bug in upshape: uncaught ${error?.stack ?? error}`));
	end(70);
});
process.on("unhandledRejection", (error) => {
	texts.said.push(Buffer.from(`a bug in upshape: unhandled ${error?.stack ?? error}`));
	end(70);
});

process.on("message", async ({ main, cwd, args, input, env: own }) => {
	texts = { out: [], said: [] };
	process.chdir(cwd);
	process.env = { ...env, ...own };
	process.argv = [process.execPath, main, ...args];
	Object.defineProperty(process, "stdin", { value: Readable.from([Buffer.from(input)]), configurable: true });
	const ended = new Promise((resolve) => {
		end = resolve;
	});
	import(`${main}?${count++}`).catch((error) => {
		texts.said.push(Buffer.from(`a bug in upshape: ${error?.stack ?? error}`));
		end(70);
	});
	const code = await ended;
	process.send({
		code,
		out: Buffer.concat(texts.out).toString(),
		said: Buffer.concat(texts.said).toString(),
	});
});

function capture(name) {
	return (chunk, ...rest) => {
		texts[name].push(Buffer.from(chunk));
		const callback = rest.find((one) => typeof one === "function");
		if (callback) setImmediate(callback);
		return true;
	};
}
