// The paragraphs of a page, good and bad, in document order: what body.h chooses from.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "plugins/extract/dom.h"

namespace claimwatch {

// A run of text that no element or blank line interrupts.
struct Block {
  NodeId node = 0;          // the element that begins the paragraph
  NodeId first = 0;         // first text node
  std::string text;         // as normalise.h says; never empty
  std::size_t linked = 0;   // bytes of it inside links
  std::size_t strong = 0;   // … inside b or strong
  std::size_t slanted = 0;  // … inside i or em
  std::uint32_t links = 0;
};

// Cells of a data row are one block, joined by " | "; two line breaks end a block, one is a space.
// Scripts, controls and the like are left out, and what only a screen reader says. Linear.
std::vector<Block> ReadBlocks(const Dom& dom);

}  // namespace claimwatch
