#include "config/node.h"

#include <fmt/format.h>

#include "core/text.h"

namespace claimwatch {
namespace {

constexpr std::size_t kLongestQuoted = 60;  // columns of an offending value that are shown

struct Describer {
  std::string operator()(std::monostate) const { return "nothing"; }

  std::string operator()(bool value) const { return value ? "true" : "false"; }

  std::string operator()(std::int64_t value) const { return fmt::format("{}", value); }

  std::string operator()(double value) const { return fmt::format("{}", value); }

  std::string operator()(const std::string& value) const {
    return fmt::format("'{}'", Ellipsize(EscapeControls(value), kLongestQuoted));
  }

  std::string operator()(Time value) const { return FormatTime(value); }

  std::string operator()(const Node::Array&) const { return "a list"; }

  std::string operator()(const Node::Table&) const { return "a table"; }
};

}  // namespace

std::string Place::Text() const {
  return fmt::format("{}:{}:{}", file, line, column);
}

std::string Node::Describe() const {
  return std::visit(Describer(), value);
}

}  // namespace claimwatch
