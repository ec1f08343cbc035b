#include "cli/style.h"

#include <algorithm>
#include <charconv>
#include <cstdlib>
#include <utility>

#include <sys/ioctl.h>
#include <unistd.h>

#include "cli/pager.h"
#include "core/text.h"

namespace claimwatch {
namespace {

constexpr std::string_view kReset = "\x1b[0m";

std::string_view Code(Tone tone) {
  switch (tone) {
    case Tone::kPlain:
      return "";
    case Tone::kBold:
    case Tone::kHeading:
      return "\x1b[1m";
    case Tone::kFaint:
      return "\x1b[2m";
    case Tone::kAdded:
      return "\x1b[32m";
    case Tone::kRemoved:
      return "\x1b[31m";
    case Tone::kWarning:
      return "\x1b[33m";
    case Tone::kCritical:
      return "\x1b[1;31m";
  }
  return "";
}

// Length of the colour sequence that begins at `at`; 0 when none does.
std::size_t SequenceAt(std::string_view text, std::size_t at) {
  if (!text.substr(at).starts_with("\x1b[")) {
    return 0;
  }
  const std::size_t end = text.find('m', at);
  return end == std::string_view::npos ? 0 : end + 1 - at;
}

// Where a line of at most `columns` may end in `text`: bytes to take.
std::size_t LineEnd(std::string_view text, std::size_t columns) {
  std::size_t width = 0;
  std::size_t last_break = 0;
  for (std::size_t at = 0; at < text.size();) {
    if (const std::size_t sequence = SequenceAt(text, at); sequence > 0) {
      at += sequence;
      continue;
    }
    const std::size_t start = at;
    const char32_t point = NextCodePoint(text, at);
    const std::size_t point_width = DisplayWidth(text.substr(start, at - start));
    if (width + point_width > columns && start > 0) {
      return last_break > 0 ? last_break : start;
    }
    width += point_width;
    if (IsSpace(point) || IsCjk(point)) {
      last_break = at;
    }
  }
  return text.size();
}

void WrapLine(std::string_view line, std::size_t columns, std::size_t indent, std::string& out) {
  do {
    const std::size_t end = LineEnd(line, columns);
    out.append(indent, ' ');
    out.append(Trim(line.substr(0, end)));
    out.push_back('\n');
    line.remove_prefix(end);
  } while (!line.empty());
}

}  // namespace

Style::Style(Colour colour) {
  // NOLINTNEXTLINE(concurrency-mt-unsafe): read only
  const char* no_colour = std::getenv("NO_COLOR");
  const bool wanted = no_colour == nullptr || *no_colour == '\0';
  colour_ = colour == Colour::kAlways || (colour == Colour::kAuto && wanted && IsTerminal());
}

std::string Style::Paint(Tone tone, std::string_view text) const {
  const std::string safe = EscapeControls(text, Layout::kKeep);
  if (!colour_ || tone == Tone::kPlain || safe.empty()) {
    return safe;
  }
  return std::string(Code(tone)) + safe + std::string(kReset);
}

Result<Colour> ParseColour(std::string_view text) {
  if (text.empty() || text == "auto") {
    return Colour::kAuto;
  }
  if (text == "always") {
    return Colour::kAlways;
  }
  if (text == "never") {
    return Colour::kNever;
  }
  return Error(Errc::kInvalid, "--color: '" + std::string(text) + "' is not auto, always or never");
}

Tone ToneFor(Severity severity) {
  switch (severity) {
    case Severity::kCritical:
      return Tone::kCritical;
    case Severity::kHigh:
      return Tone::kRemoved;
    case Severity::kMedium:
      return Tone::kWarning;
    case Severity::kLow:
      return Tone::kFaint;
  }
  return Tone::kPlain;
}

namespace {

constexpr std::size_t kLeastWidth = 20;

// What a variable of the environment says; 0 when it says no number.
std::size_t ColumnsSaid(const char* variable) {
  // NOLINTNEXTLINE(concurrency-mt-unsafe): read only
  const char* value = std::getenv(variable);
  const std::string_view text = value == nullptr ? "" : value;
  std::size_t columns = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), columns);
  return error == std::errc() && end == text.data() + text.size() ? columns : 0;
}

// Of the terminal behind our own pager; 0 when none is in between.
std::size_t PagedColumns() {
  return ColumnsSaid(kPagerColumns);
}

}  // namespace

bool IsTerminal() {
  return PagedColumns() != 0 || isatty(STDOUT_FILENO) != 0;
}

std::size_t TerminalWidth() {
  if (const std::size_t columns = PagedColumns(); columns != 0) {
    return columns;
  }
  // Who exports COLUMNS wants it, also for a pipe: `COLUMNS=60 claimwatch articles | less`.
  if (const std::size_t columns = ColumnsSaid("COLUMNS"); columns >= kLeastWidth) {
    return columns;
  }
  winsize size{};
  if (IsTerminal() && ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col >= kLeastWidth) {
    return size.ws_col;
  }
  return 100;
}

std::size_t LineWidth(std::size_t otherwise) {
  return IsTerminal() || ColumnsSaid("COLUMNS") >= kLeastWidth ? TerminalWidth() : otherwise;
}

std::string Wrap(std::string_view text, std::size_t columns, std::size_t indent) {
  std::string out;
  const std::size_t room = columns > indent + 20 ? columns - indent : 20;
  for (const std::string_view line : Split(text, '\n')) {
    WrapLine(line, room, indent, out);
  }
  return out;
}

namespace {

constexpr std::size_t kGap = 2;          // blanks between two columns
constexpr std::size_t kLeastColumn = 6;  // a narrower one says nothing
constexpr std::size_t kNoteIndent = 4;

// `cell` in at most `room` columns. Addresses that differ mostly do so at their end.
std::string Fitted(const std::string& cell, std::size_t room) {
  const std::string safe = EscapeControls(cell);
  return safe.find("://") != std::string::npos ? ShortenMiddle(safe, room) : Ellipsize(safe, room);
}

// Takes columns away from the widest until all of them fit into `room`.
void Squeeze(std::vector<std::size_t>& widths, std::size_t room) {
  const std::size_t gaps = kGap * (widths.size() - 1);
  std::size_t sum = gaps;
  for (const std::size_t width : widths) {
    sum += width;
  }
  while (sum > room) {
    std::size_t& widest = *std::max_element(widths.begin(), widths.end());
    if (widest <= kLeastColumn) {
      return;
    }
    --widest;
    --sum;
  }
}

}  // namespace

std::string ShortenMiddle(std::string_view text, std::size_t columns) {
  const std::size_t wide = DisplayWidth(text);
  if (wide <= columns) {
    return std::string(text);
  }
  const std::size_t head = columns / 2;
  std::size_t keep = 0;  // bytes of the start
  for (std::size_t at = 0; at < text.size(); keep = at) {
    static_cast<void>(NextCodePoint(text, at));
    if (DisplayWidth(text.substr(0, at)) > head) {
      break;
    }
  }
  std::size_t rest = keep;  // where the end begins
  while (rest < text.size() &&
         DisplayWidth(text.substr(rest)) + DisplayWidth(text.substr(0, keep)) >= columns) {
    static_cast<void>(NextCodePoint(text, rest));
  }
  return std::string(text.substr(0, keep)) + "…" + std::string(text.substr(rest));
}

std::vector<std::size_t> Table::Widths() const {
  std::vector<std::size_t> widths(rows_.front().cells.size());
  for (const Row& row : rows_) {
    for (std::size_t i = 0; i < row.cells.size(); ++i) {
      widths[i] = std::max(widths[i], DisplayWidth(EscapeControls(row.cells[i])));
    }
  }
  Squeeze(widths, TerminalWidth());
  return widths;
}

std::string Table::Render(const Style& style) const {
  const std::vector<std::size_t> widths = Widths();
  std::string out;
  for (const Row& row : rows_) {
    std::string line;
    for (std::size_t i = 0; i < row.cells.size(); ++i) {
      const std::string shown = Fitted(row.cells[i], widths[i]);
      line += shown;
      if (i + 1 != row.cells.size()) {
        line.append(widths[i] - DisplayWidth(shown) + kGap, ' ');
      }
    }
    out += style.Paint(&row == &rows_.front() ? Tone::kHeading : Tone::kPlain, line) + "\n";
    if (!row.note.empty()) {
      out += style.Paint(Tone::kFaint, Wrap(EscapeControls(row.note, Layout::kKeep),
                                            TerminalWidth(), kNoteIndent));
    }
  }
  return out;
}

}  // namespace claimwatch
