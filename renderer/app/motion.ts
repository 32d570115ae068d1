/** Whether the person wants less motion: as they have set it here, else as the system has it. */
export function lessMotion(): boolean {
  const { motion } = document.documentElement.dataset;
  if (motion === "reduced" || motion === "full") return motion === "reduced";
  return matchMedia("(prefers-reduced-motion: reduce)").matches;
}
