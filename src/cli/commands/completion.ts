import { type Command, type CommandTable, defineCommand, HELP_FLAG } from "../args/command.js";
import type { Flags } from "../args/flag.js";
import { UsageError } from "../args/usage-error.js";
import { EXIT } from "../exit.js";
import { stdout } from "../print/streams.js";

/** `upshape completion`, for the commands of a table. */
export const completionOf = (commands: CommandTable) =>
	defineCommand({
		name: "completion",
		about: "Prints a script that completes commands, flags and the words that flags take, for bash.",
		operands: "bash",
		flags: {},
		examples: [
			["source <(upshape completion bash)", "in this shell; the same line in ~/.bashrc for every one"],
		],
		async run(args) {
			const [shell, ...more] = args.files;
			if (shell !== "bash" || more.length > 0)
				throw new UsageError("completion takes the name of the shell: upshape completion bash");
			const names = Object.keys(commands);
			const loaded = await Promise.all(Object.values(commands).map(({ load }) => load()));
			await stdout.print(bashScript(names, loaded));
			return EXIT.fine;
		},
	});

/** What may follow each beginning of a call: words by the words before them. */
function wordsByBeginning(names: readonly string[], commands: readonly Command[]): Map<string, Set<string>> {
	const words = new Map<string, Set<string>>();
	const add = (beginning: string, word: string) =>
		words.set(beginning, (words.get(beginning) ?? new Set()).add(word));
	for (const name of names) {
		const [first = "", second] = name.split(" ");
		add("", first);
		if (second !== undefined) add(first, second);
	}
	for (const { name, flags } of commands) {
		const all: Flags = { ...flags, ...HELP_FLAG };
		for (const [flag, { value, short, choices = [] }] of Object.entries(all)) {
			add(name, `--${flag}`);
			if (value === undefined) continue;
			for (const given of [`--${flag}`, ...(short === undefined ? [] : [`-${short}`])])
				words.set(`${name} ${given}`, new Set(choices));
		}
	}
	return words;
}

/** The script. Names of commands, flags and choices hold letters, digits and hyphens only, so that nothing is quoted. */
function bashScript(names: readonly string[], commands: readonly Command[]): string {
	const cases = [...wordsByBeginning(names, commands)].map(
		([beginning, words]) => `\t"${beginning}") echo "${[...words].join(" ")}" ;;\n`,
	);
	return `# Completion of upshape for bash: source <(upshape completion bash)
_upshape_words() {
	case "$1" in
${cases.join("")}	*) return 1 ;;
	esac
}

_upshape() {
	local word=\${COMP_WORDS[COMP_CWORD]} before=\${COMP_WORDS[COMP_CWORD - 1]} command= words
	# bash takes --flag=word for three words.
	if [ "$word" = "=" ]; then word=
	elif [ "$before" = "=" ]; then before=\${COMP_WORDS[COMP_CWORD - 2]}
	fi
	if [ "$COMP_CWORD" -gt 1 ]; then command=\${COMP_WORDS[1]}; fi
	if [ "$COMP_CWORD" -gt 2 ] && _upshape_words "$command \${COMP_WORDS[2]}" >/dev/null; then
		case \${COMP_WORDS[2]} in -*) ;; *) command="$command \${COMP_WORDS[2]}" ;; esac
	fi
	COMPREPLY=()
	if [ "$before" = "$command" ] || ! words=$(_upshape_words "$command $before"); then
		words=$(_upshape_words "$command")
		# Where no flag is begun, a file follows.
		case $words in -*) case $word in -*) ;; *) return ;; esac ;; esac
	fi
	COMPREPLY=($(compgen -W "$words" -- "$word"))
}

complete -o bashdefault -o default -F _upshape upshape
`;
}
