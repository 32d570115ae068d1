/** The curves as they are exported: one picture, drawn from the same marks as the files. */
import { useEffect, useMemo, useRef } from "react";
import { CommandTextButton } from "../app/CommandTextButton.tsx";
import { useWidth } from "../app/useWidth.ts";
import { token, useTheme } from "../theme/theme.ts";
import { acrossTitles } from "./across.ts";
import { CurvesCursor } from "./CurvesCursor.tsx";
import { comparisonFormats, useComparisonFiles } from "./comparison-files.ts";
import { csvOf } from "./csv.ts";
import { entryStyle } from "./entry-style.ts";
import type { Figure } from "./figure.ts";
import { FONT_SIZE } from "./font.ts";
import { type Mark, type Picture, pictureOf } from "./marks.ts";
import { pngOf } from "./png.ts";
import { pathOf, svgOf } from "./svg.ts";
import type { Across } from "./traces.ts";

/** [px] */
const CHART_HEIGHT = 240;
const NARROWEST = 320;

interface Props {
  figures: readonly Figure[];
  labels: readonly string[];
  across: Across;
  log: boolean;
}

export function Curves({ figures, labels, across, log }: Props) {
  const host = useRef<HTMLDivElement>(null);
  const width = Math.max(NARROWEST, useWidth(host));
  const theme = useTheme((themes) => themes.theme);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the colours are the theme's
  const picture = useMemo(
    () =>
      pictureOf(figures, {
        width,
        chartHeight: CHART_HEIGHT,
        log,
        across: acrossTitles[across].axis,
        labels,
        colours: { text: token("text"), muted: token("muted"), grid: token("grid"), series: entryStyle },
      }),
    [figures, labels, across, log, width, theme],
  );
  useEffect(() => {
    const makers = {
      svg: async () => new Blob([svgOf(picture, token("surface"))], { type: "image/svg+xml" }),
      png: () => pngOf(picture, token("surface")),
      csv: async () => new Blob([csvOf(figures, across)], { type: "text/csv" }),
    };
    useComparisonFiles.setState({ makers });
    return () => useComparisonFiles.setState({ makers: null });
  }, [picture, figures, across]);
  // What hinders the commands changes with it.
  useComparisonFiles();
  const names = figures.map(({ quantity }) => quantity.title).join(", ");
  return (
    <div className="compare-curves" ref={host}>
      <Drawn picture={picture} label={`${names} of ${labels.join("; ")}`} />
      <CurvesCursor picture={picture} across={acrossTitles[across].axis} />
      <p className="export">
        <span className="muted">Export what is shown</span>
        {comparisonFormats.map((format) => (
          <CommandTextButton
            key={format}
            command={`export.comparison.${format}`}
            label={
              <>
                <span className="visually-hidden">Export </span>
                {format.toUpperCase()}
              </>
            }
          />
        ))}
      </p>
    </div>
  );
}

function Drawn({ picture: { width, height, marks }, label }: { picture: Picture; label: string }) {
  return (
    <svg
      width={width}
      height={height}
      viewBox={`0 0 ${width} ${height}`}
      fontSize={FONT_SIZE}
      role="img"
      aria-label={label}
    >
      {marks.map((mark, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: marks are drawn in order and have nothing else
        <DrawnMark key={i} mark={mark} />
      ))}
    </svg>
  );
}

function DrawnMark({ mark }: { mark: Mark }) {
  if (mark.kind === "text")
    return (
      <text x={mark.x} y={mark.y} textAnchor={mark.anchor} fill={mark.fill} fontWeight={mark.bold ? 600 : undefined}>
        {mark.text}
      </text>
    );
  if (mark.kind === "area") return <path d={`${pathOf(mark.points)}Z`} fill={mark.fill} fillOpacity={mark.opacity} />;
  return (
    <path
      d={pathOf(mark.points)}
      fill="none"
      stroke={mark.stroke}
      strokeWidth={mark.width}
      strokeOpacity={mark.opacity}
      strokeDasharray={mark.dash.length > 0 ? mark.dash.join(" ") : undefined}
      strokeLinejoin="round"
    />
  );
}
