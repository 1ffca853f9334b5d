/** Names of the members that a type declares, without an index signature's. */
export type Known<O> = keyof {
	[K in keyof O as string extends K ? never : number extends K ? never : symbol extends K ? never : K]: 1;
};

type Leaf = string | number | boolean | null | undefined | readonly unknown[];
type Key<O> = O extends Leaf ? never : Extract<Known<O>, string>;

type Escape<K extends string> = K extends `${infer Head}~${infer Rest}`
	? `${EscapeSlash<Head>}~0${Escape<Rest>}`
	: EscapeSlash<K>;
type EscapeSlash<K extends string> = K extends `${infer Head}/${infer Rest}`
	? `${Head}~1${EscapeSlash<Rest>}`
	: K;
type Unescape<K extends string> = K extends `${infer Head}~1${infer Rest}`
	? `${UnescapeTilde<Head>}/${Unescape<Rest>}`
	: UnescapeTilde<K>;
type UnescapeTilde<K extends string> = K extends `${infer Head}~0${infer Rest}`
	? `${Head}~${UnescapeTilde<Rest>}`
	: K;

/** How deep pointers are offered and checked: recursive types have no end. */
type Depth = [never, 0, 1, 2, 3];

/** The JSON Pointers to what a type declares, at most four levels deep; none lead into arrays. */
export type Places<O, D extends number = 4> = [D] extends [0]
	? never
	: {
			[K in Key<O>]: `/${Escape<K>}` | `/${Escape<K>}${Places<NonNullable<O[K & keyof O]>, Depth[D]>}`;
		}[Key<O>];

/** The same, also into arrays: "*" stands for every index. */
export type ValuePlaces<O, D extends number = 4> = [D] extends [0]
	? never
	: O extends readonly (infer Item)[]
		? "/*" | `/*${ValuePlaces<NonNullable<Item>, Depth[D]>}`
		: {
				[K in Key<O>]: `/${Escape<K>}` | `/${Escape<K>}${ValuePlaces<NonNullable<O[K & keyof O]>, Depth[D]>}`;
			}[Key<O>];

type Absent<O> = Extract<O, null | undefined>;
type Member<O, K extends string> = O extends unknown ? (K extends keyof O ? O[K] : never) : never;

/** What stands at a pointer: null or undefined too where something on the way may be. */
export type At<O, P extends string> = P extends `/${infer Head}/${infer Rest}`
	? At<NonNullable<Member<O, Unescape<Head>>>, `/${Rest}`> | Absent<Member<O, Unescape<Head>>>
	: P extends `/${infer Head}`
		? Member<O, Unescape<Head>>
		: never;
