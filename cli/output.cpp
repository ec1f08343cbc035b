#include "cli/output.h"

#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>

#include "core/whole_file.h"

namespace claimwatch {

std::vector<Option> OutputOptions() {
  return {{"--json", "", "print one JSON document"},
          {"--jsonl", "", "print one JSON object a line"},
          {"--color", "WHEN", "auto, always or never (default auto; NO_COLOR is honoured)"}};
}

Result<Output> Output::From(const Arguments& arguments) {
  const Colour colour = CW_TRY(ParseColour(arguments.Get("color")));
  Output output;
  output.style = Style(colour);
  if (arguments.Has("json") && arguments.Has("jsonl")) {
    return Error(Errc::kInvalid,
                 "--json and --jsonl exclude each other; --jsonl is one object a line");
  }
  if (arguments.Has("json")) {
    output.format = Format::kJson;
  } else if (arguments.Has("jsonl")) {
    output.format = Format::kJsonLines;
  }
  return output;
}

void Output::PrintItems(const std::vector<Json>& items) const {
  if (format == Format::kJsonLines) {
    for (const Json& item : items) {
      Print(item.Dump() + "\n");
    }
    return;
  }
  Print(Json(Json::Array(items)).DumpPretty() + "\n");
}

void Output::PrintOne(const Json& item) const {
  Print((format == Format::kJsonLines ? item.Dump() : item.DumpPretty()) + "\n");
}

void Print(std::string_view text) {
  if (std::fwrite(text.data(), 1, text.size(), stdout) == text.size() && std::fflush(stdout) == 0) {
    return;
  }
  if (errno == EPIPE) {
    std::_Exit(0);  // the reader went away (`| head`): nobody is left to tell
  }
  static_cast<void>(
      std::fprintf(stderr, "claimwatch: standard output: %s\n",
                   std::strerror(errno)));  // NOLINT(concurrency-mt-unsafe): one thread
  std::_Exit(static_cast<int>(Exit::kIo));
}

Status WriteTo(const std::string& file, std::string_view bytes) {
  if (file != "-") {
    return ReplaceFile(file, bytes);
  }
  Print(bytes);
  return Ok();
}

}  // namespace claimwatch
