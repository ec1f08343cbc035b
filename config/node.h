// A configuration file as read, before it means anything: the tree of values, each with its place.
//
// It stands between the TOML library (whose door is config/load) and config/read, which gives the
// values their meaning.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "core/time.h"

namespace claimwatch {

// Where something was written; line and column count from 1. Line 0: nowhere, it is a default.
struct Place {
  std::string file;
  int line = 0;
  int column = 0;

  // "claimwatch.toml:14:1".
  std::string Text() const;
};

struct NodeMember;

struct Node {
  using Array = std::vector<Node>;
  using Table = std::vector<NodeMember>;  // in the order of the file

  std::variant<std::monostate, bool, std::int64_t, double, std::string, Time, Array, Table> value;
  Place place;

  template <typename T>
  const T* As() const {
    return std::get_if<T>(&value);
  }

  // The value as a person would name it in a complaint: "'15 minutes'", "a list".
  std::string Describe() const;
};

struct NodeMember {
  std::string key;
  Place place;  // of the key
  Node node;
};

}  // namespace claimwatch
