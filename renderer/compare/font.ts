/** The window's font, as pictures that leave it name it. */
export const FONT_FAMILY = 'Inter, system-ui, "Segoe UI", "Liberation Sans", sans-serif';
/** [px] */
export const FONT_SIZE = 11;
