/**
 * Small numbers as types: a generic function gets machine code of its own for every number that it is used with,
 * without branches in its loops. `offsetof<Six>()`, the size of the class, is 6 at compile time.
 */

@unmanaged
export class One {
  first: u8;
}

@unmanaged
export class Two extends One {
  second: u8;
}

@unmanaged
export class Three extends Two {
  third: u8;
}

@unmanaged
export class Four extends Three {
  fourth: u8;
}

@unmanaged
export class Six extends Four {
  fifth: u8;
  sixth: u8;
}
