import type { Transform } from "node:stream";
import * as zlib from "node:zlib";
import { BulkError } from "../../errors/index.js";

/** A way in which the bytes of an input may be packed, known by its first bytes. */
export interface Packing {
	readonly name: string;
	/** What the names of such files end in. */
	readonly extension: string | undefined;
	readonly magic: readonly number[];
	/** Makes what unpacks it; undefined where this Node can't. */
	readonly unpack: (() => Transform) | undefined;
	/** Packs bytes as a whole of its own: such wholes may follow each other. Undefined where this Node can't. */
	readonly pack: ((bytes: Uint8Array) => Uint8Array) | undefined;
	/** What unpacks it on a command line, and what packs. */
	readonly reader: string;
	readonly writer: string | undefined;
}

/** How much is unpacked at a time, in bytes. */
const UNPACKED_CHUNK = 1 << 20;

/** Of node:zlib's newer functions, which not every Node has that upshape runs on. */
const all: object = zlib;
const zstd: {
	readonly createZstdDecompress?: (options: { chunkSize: number }) => Transform;
	readonly zstdCompressSync?: (bytes: Uint8Array) => Uint8Array;
} = all;
const { createZstdDecompress, zstdCompressSync } = zstd;

const no = { unpack: undefined, pack: undefined };

/** All that is told apart. UTF-16 is known by a byte order mark, or by the zero in its first character. */
const PACKINGS: readonly Packing[] = [
	{
		...{ name: "gzip", extension: ".gz", magic: [0x1f, 0x8b], reader: "gzip -dc", writer: "gzip" },
		unpack: () => zlib.createGunzip({ chunkSize: UNPACKED_CHUNK }),
		pack: (bytes) => zlib.gzipSync(bytes),
	},
	{
		...{
			name: "zstd",
			extension: ".zst",
			magic: [0x28, 0xb5, 0x2f, 0xfd],
			reader: "zstd -dc",
			writer: "zstd",
		},
		unpack: createZstdDecompress && (() => createZstdDecompress({ chunkSize: UNPACKED_CHUNK })),
		pack: zstdCompressSync,
	},
	{
		...no,
		name: "xz",
		extension: ".xz",
		magic: [0xfd, 0x37, 0x7a, 0x58, 0x5a],
		reader: "xz -dc",
		writer: "xz",
	},
	{
		...no,
		name: "bzip2",
		extension: ".bz2",
		magic: [0x42, 0x5a, 0x68],
		reader: "bzip2 -dc",
		writer: "bzip2",
	},
	...[
		[0xff, 0xfe],
		[0xfe, 0xff],
		[0x7b, 0x00],
		[0x00, 0x7b],
		[0x5b, 0x00],
		[0x00, 0x5b],
	].map((magic) => {
		return {
			...no,
			name: "UTF-16",
			extension: undefined,
			magic,
			reader: "iconv -f UTF-16 -t UTF-8",
			writer: undefined,
		};
	}),
];

/** As many first bytes as tell all packings apart. */
export const MAGIC_BYTES = Math.max(...PACKINGS.map(({ magic }) => magic.length));

/** How bytes are packed that begin so; undefined if they aren't. */
export function packingOf(head: Uint8Array): Packing | undefined {
	return PACKINGS.find(({ magic }) => magic.every((byte, i) => head[i] === byte));
}

/** Whether more bytes could show that an input is packed that begins so. */
export function mayBePacked(head: Uint8Array): boolean {
	return PACKINGS.some(
		({ magic }) => head.length < magic.length && head.every((byte, i) => magic[i] === byte),
	);
}

/** The packing that a file's name promises, if it promises one. */
export function packingOfName(name: string): Packing | undefined {
	return PACKINGS.find(({ extension }) => extension !== undefined && name.endsWith(extension));
}

/**
 * What packs the bytes of an output, by its name: each time as a whole of its own, so that they can follow each other.
 * Undefined if the name promises nothing; fails with a BulkError if it promises what this Node can't do.
 */
export function packerOf(name: string): ((bytes: Uint8Array) => Uint8Array) | undefined {
	const packing = packingOfName(name);
	if (packing === undefined || packing.pack) return packing?.pack;
	const mend = `write to standard output and pipe that to ${packing.writer}`;
	throw new BulkError("packing-unsupported", `can't pack ${name} as ${packing.name} here: ${mend}`);
}

/** The error of an input that this Node can't unpack. */
export function cannotUnpack(name: string, { name: packing, reader }: Packing): BulkError {
	const mend = `${reader} ${name} | upshape …`;
	return new BulkError("packing-unsupported", `${name} is ${packing}, which is not read here: ${mend}`);
}
