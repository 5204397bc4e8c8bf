#include <gtest/gtest.h>

#include <ansatz/error.hpp>
#include <ansatz/io/file.hpp>
#include <ansatz/io/graph_files.hpp>
#include <filesystem>
#include <string>

#include "data.hpp"
#include "io/sources.hpp"
#include "io/zips.hpp"
#include "sentence_of.hpp"

namespace ansatz {
namespace {

namespace fs = std::filesystem;
using testing::sentence_of;

std::vector<std::byte> bytes_of(const std::string& text) {
  const auto all = std::as_bytes(std::span{text});
  return {all.begin(), all.end()};
}

/// The graphs of a text, and what is remarked.
struct reading {
  graph_set graphs;
  std::vector<std::string> remarks;
};

reading read(const std::string& text, const std::string& name, graph_reading how = {},
             std::size_t piece = 7) {
  reading out;
  byte_reader in{testing::in_pieces(bytes_of(text), piece)};
  out.graphs = read_graphs(in, name, how, [&](const std::string& what) { out.remarks.push_back(what); });
  return out;
}
std::string refused(const std::string& text, const std::string& name) {
  return sentence_of([&] { read(text, name); });
}

const graph path{4, std::vector<graph::edge>{{0, 1}, {1, 2}}};  // and a node without edges

TEST(graph_files, are_read_as_they_were_written) {
  for (const char* ending : {"edges", "edgelist", "el", "mtx", "graph", "metis"})
    for (const graph& g : {path, graph{}, graph{3, std::vector<graph::edge>{}}}) {
      const auto bytes = format_graph(g, ending);
      byte_reader in{source_of(bytes)};
      EXPECT_EQ(read_graphs(in, std::string{"x."} + ending), graph_set{g}) << ending;
    }
}

TEST(graph_files, edge_lists_take_comments_commas_and_both_directions) {
  EXPECT_EQ(read("# nodes 4 edges 2\n0 1\n\n% a remark\n2,1", "").graphs, graph_set{path});
  EXPECT_EQ(read("# nodes 4\r\n0\t1\r\n1 0\r\n1 2\r\n2 1\r\n", "").graphs, graph_set{path});
  const reading timed = read("# nodes 4\n0 1 1700000000 x\n2 1 0.5\n", "a.el");
  EXPECT_EQ(timed.graphs, graph_set{path});
  EXPECT_EQ(timed.remarks,
            (std::vector<std::string>{"a.el: columns behind the two nodes, weights or times, are not kept"}));
  EXPECT_EQ(read(testing::gzipped("# nodes 4\n0 1\n1 2"), "x.txt.gz").graphs, graph_set{path});
}

TEST(graph_files, edge_lists_refuse_what_is_not_simple_and_say_what_to_do) {
  const std::string simple = "; reading it as simple (--simple) drops loops, repeats and directions";
  EXPECT_EQ(refused("0 1\n1 1\n", "a.el"),
            "a.el: edge list: an edge from node 1, counted from 0, to itself" + simple);
  EXPECT_EQ(refused("0 1\n0 1\n", ""),
            "edge list: the edge of nodes 0 and 1, counted from 0, is listed several times" + simple);
  EXPECT_EQ(
      refused("0 1\n1 0\n1 2\n", ""),
      "edge list: the edge of nodes 1 and 2, counted from 0, is listed in one direction, and others are in "
      "both: a directed graph" +
          simple);
  const reading loose = read("0 1\n1 0\n1 1\n1 2\n1 2\n", "", {.simple = true});
  EXPECT_EQ(loose.graphs, (graph_set{{3, std::vector<graph::edge>{{0, 1}, {1, 2}}}}));
  EXPECT_EQ(loose.remarks, (std::vector<std::string>{
                               "1 loop was dropped", "edges are listed several times, which is not kept",
                               "edges are listed in one direction or in both, which is not kept"}));
}

TEST(graph_files, edge_lists_say_where_they_are_damaged) {
  EXPECT_EQ(refused("0 1\n2", "b.el"), "b.el: edge list: line 2: the line ends before the second node");
  EXPECT_EQ(refused("0 1\n2 x", ""), "edge list: line 2: no whole number for the second node");
  EXPECT_EQ(refused("0 1.5", ""), "edge list: line 1: the number for the second node is no whole one");
  EXPECT_EQ(refused("0 -1", ""), "edge list: line 1: no whole number for the second node");
  EXPECT_EQ(refused("0 99999999999", ""),
            "edge list: line 1: the number for the second node is above 4294967294");
  EXPECT_EQ(
      refused("0 99999999", ""),
      "edge list: 100000000 nodes for 1 edges: nearly all would be without any; number the nodes that have "
      "edges from 0 on");
  EXPECT_EQ(refused("", ""), "the file is empty");
}

TEST(graph_files, matrices_are_pattern_or_real_symmetric_or_general) {
  EXPECT_EQ(read("%%MatrixMarket matrix coordinate pattern symmetric\n% x\n4 4 2\n2 1\n3 2\n", "").graphs,
            graph_set{path});
  const reading real = read(
      "%%MatrixMarket MATRIX Coordinate Real General\n4 4 4\n1 2 .5\n2 1 .5\n2 3 -1e3\n3 2 -1e3\n", "x.mtx");
  EXPECT_EQ(real.graphs, graph_set{path});
  EXPECT_EQ(real.remarks,
            std::vector<std::string>{"x.mtx: values of a matrix are not kept, only where they are"});
  const auto said = [](const std::string& rest) { return refused("%%MatrixMarket matrix " + rest, ""); };
  EXPECT_EQ(said("coordinate pattern general\n4 4 2\n1 2\n2 3\n"),
            "Matrix Market: the edge of nodes 0 and 1, counted from 0, is listed in one direction, and "
            "others are in "
            "both: a directed graph; reading it as simple (--simple) drops loops, repeats and directions");
  EXPECT_EQ(said("coordinate pattern symmetric\n4 4 2\n2 1\n1 2\n"),
            "Matrix Market: the edge of nodes 0 and 1, counted from 0, is listed twice; reading it as simple "
            "(--simple) drops loops, repeats and directions");
  EXPECT_EQ(
      said("array real general\n2 2\n"),
      "Matrix Market: line 1: the layout 'array': only a matrix in coordinates is a graph, not a dense one");
  EXPECT_EQ(said("coordinate complex hermitian\n"),
            "Matrix Market: line 1: the field 'complex': pattern, real and integer are taken");
  EXPECT_EQ(said("coordinate pattern general\n2 3 0\n"),
            "Matrix Market: line 2: a matrix of 2 rows and 3 columns is no graph: the nodes of a graph are "
            "its rows "
            "and its columns");
  EXPECT_EQ(said("coordinate pattern symmetric\n2 2 2\n2 1\n"),
            "Matrix Market: line 4: the file ends after 1 of 2 entries");
  EXPECT_EQ(said("coordinate pattern symmetric\n2 2 1\n3 1\n"),
            "Matrix Market: line 3: an entry at 3, 1 of a matrix of 2 rows, counted from 1");
  EXPECT_EQ(said("coordinate pattern symmetric\n2 2 0\n2 1\n"),
            "Matrix Market: line 3: more entries than the 0 that the file promises");
  EXPECT_EQ(said("coordinate pattern symmetric\n2 2 1\n2 1 5\n"),
            "Matrix Market: line 3: something follows an entry, which has no value");
  EXPECT_EQ(said("coordinate real symmetric\n2 2 1\n2 1\n"),
            "Matrix Market: line 3: an entry without a value");
}

TEST(graph_files, metis_lists_neighbours_line_by_line) {
  EXPECT_EQ(read("% x\n4 2\n2\n1 3\n2\n\n", "a.graph").graphs, graph_set{path});
  const reading weighted = read("4 2 011 2\n7 7 2 5\n7 7 1 5 3 6\n1 1 2 6\n0 0\n", "a.metis");
  EXPECT_EQ(weighted.graphs, graph_set{path});
  EXPECT_EQ(weighted.remarks, std::vector<std::string>{"a.metis: weights are not kept"});
  EXPECT_EQ(refused("4 2\n2\n1 3\n2\n", "a.graph"),
            "a.graph: METIS: line 5: the file ends before the line of node 4 of 4");
  EXPECT_EQ(refused("2 1\n2\n1\n1\n", "a.graph"), "a.graph: METIS: line 4: more lines than nodes");
  EXPECT_EQ(refused("2 1\n3\n1\n", "a.graph"),
            "a.graph: METIS: line 2: a neighbour 3 of nodes that are counted from 1 to 2");
  EXPECT_EQ(
      refused("2 1\n2\n\n", "a.graph"),
      "a.graph: METIS: the header promises 1 edges, each in the lines of both its nodes, and there are 1 "
      "neighbours");
}

/// Two graphs: an edge between labelled nodes, and a triangle.
const graph_set two{
    {2, std::vector<graph::edge>{{0, 1}}, {5, 6}, std::vector<std::uint32_t>{9}},
    {3, std::vector<graph::edge>{{0, 1}, {0, 2}, {1, 2}}, {1, 1, 2}, std::vector<std::uint32_t>{3, 4, 5}}};

TEST(graph_files, sets_are_folders_of_tu_dataset) {
  const fs::path folder = fs::temp_directory_path() / "ansatz-tu-test";
  fs::remove_all(folder);
  EXPECT_FALSE(is_named_as_graphs(folder));
  write_graphs(folder / "", two);
  EXPECT_TRUE(is_named_as_graphs(folder));
  EXPECT_EQ(read_graphs(folder), two);
  EXPECT_EQ(read_graphs(folder, {.count = 1}), graph_set{two.front()});
  const auto labels = read_file(folder / "ansatz-tu-test_edge_labels.txt");
  EXPECT_EQ((std::string{reinterpret_cast<const char*>(labels.data()), labels.size()}),
            "9\n9\n3\n4\n3\n5\n4\n5\n");
  EXPECT_NE(sentence_of([&] { write_graphs(folder, two); }).find("the folder is not empty"),
            std::string::npos);
  fs::remove_all(folder);
  EXPECT_EQ(sentence_of([&] { write_graphs(folder / "", {graph{}}); }),
            folder.string() + "/: TUDataset has no room for a graph without nodes");
  EXPECT_FALSE(fs::exists(folder));
}

testing::zip_files tu(const std::string& pairs, const std::string& indicator) {
  return {{"S/", ""}, {"S/S_A.txt", pairs}, {"S/S_graph_indicator.txt", indicator}};
}
std::string zip_refused(const testing::zip_files& files) { return refused(testing::zipped(files), ""); }

TEST(graph_files, sets_are_zip_archives_of_tu_dataset) {
  auto files = tu("1, 2\n2, 1\n3,4\n4,3\n3,5\n5,3\n4,5\n5,4\n", "1\n1\n2\n2\n2\n");
  files.push_back({"S/S_node_labels.txt", "5\n6\n1\n1\n2\n"});
  files.push_back({"S/S_edge_labels.txt", "9\n9\n3\n3\n4\n4\n5\n5\n"});
  files.push_back({"S/S_graph_labels.txt", "1\n-1\n"});
  const reading r = read(testing::zipped(files, true), "s.zip");
  EXPECT_EQ(r.graphs, two);
  EXPECT_EQ(r.remarks, std::vector<std::string>{"s.zip: *_graph_labels.txt is not kept"});
  const auto zip = bytes_of(testing::zipped(files));
  byte_reader in{source_of(zip)};
  EXPECT_TRUE(begin_as_graphs(in));
  EXPECT_EQ(in.position(), 0u);
}

TEST(graph_files, sets_merge_edges_that_are_listed_twice_and_say_so) {
  const reading r = read(testing::zipped(tu("1, 2\n2, 1\n1, 2\n2, 1\n", "1\n1\n")), "");
  EXPECT_EQ(r.graphs, (graph_set{{2, std::vector<graph::edge>{{0, 1}}}}));
  EXPECT_EQ(r.remarks,
            std::vector<std::string>{"edges are listed several times, which is not kept (1 graph)"});
}

TEST(graph_files, sets_say_where_they_are_damaged) {
  EXPECT_EQ(zip_refused(tu("1, 2\n", "1\n2\n")),
            "TUDataset, file *_A.txt: line 1: an edge from one graph to another");
  EXPECT_EQ(zip_refused(tu("1, 3\n", "1\n1\n")),
            "TUDataset, file *_A.txt: line 1: an edge of nodes 1 and 3, and there are nodes 1 to 2");
  EXPECT_EQ(
      zip_refused(tu("", "1\n3\n")),
      "TUDataset, file *_graph_indicator.txt: line 2: graph 3 after graph 1: graphs are numbered from 1 on, "
      "each has a node, and its nodes stand together");
  EXPECT_EQ(zip_refused({{"S_A.txt", ""}}), "TUDataset: there is no file *_graph_indicator.txt");
  EXPECT_EQ(zip_refused({{"x.txt", ""}}), "TUDataset: the archive holds no file *_A.txt");
  auto few = tu("1, 2\n", "1\n1\n");
  few.push_back({"S/S_edge_labels.txt", ""});
  EXPECT_EQ(zip_refused(few), "TUDataset, file *_edge_labels.txt: line 1: fewer labels of edges than edges");
  few.back() = {"S/S_node_labels.txt", "1\n"};
  EXPECT_EQ(zip_refused(few), "TUDataset, file *_node_labels.txt: line 2: fewer labels of nodes than nodes");
}

TEST(graph_files, archives_say_where_they_are_damaged) {
  const std::string whole = testing::zipped(tu("1, 2\n2, 1\n", "1\n1\n"));
  EXPECT_EQ(refused(whole.substr(0, whole.size() - 1), ""),
            "zip: there is no directory at the end of the archive: it was cut off");
  for (std::size_t i = 0; i < whole.size(); ++i) {
    std::string changed = whole;
    changed[i] = static_cast<char>(changed[i] ^ 1);
    try {
      read(changed, "");
    } catch (const error&) {
    }
  }
  std::string other = whole;
  other[other.find("1, 2")] = '2';
  EXPECT_EQ(refused(other, ""), "zip: 'S/S_A.txt' is damaged");
}

TEST(graph_files, begin_as_graphs_where_the_content_tells) {
  const auto begins = [](const std::string& text) {
    const auto all = bytes_of(text);
    byte_reader in{source_of(all)};
    return begin_as_graphs(in);
  };
  EXPECT_TRUE(begins("%%MatrixMarket matrix"));
  EXPECT_TRUE(begins(testing::gzipped("%%MatrixMarket matrix")));
  EXPECT_FALSE(begins("0 1\n"));
  EXPECT_FALSE(begins(testing::zipped({{"a.txt", "1"}})));
  EXPECT_FALSE(begins(""));
  for (const char* name : {"a.mtx", "a.graph", "a.metis.gz", "a.edges", "b/a.el", "a.edgelist.gz"})
    EXPECT_TRUE(is_named_as_graphs(name)) << name;
  EXPECT_FALSE(is_named_as_graphs("a.txt"));
}

TEST(graph_files, may_be_graphs_where_lines_are_whole_numbers) {
  const auto may_be = [](const std::string& text) {
    const auto all = bytes_of(text);
    byte_reader in{source_of(all)};
    const bool out = may_be_graphs(in);
    EXPECT_EQ(in.position(), 0u);
    return out;
  };
  EXPECT_TRUE(may_be("# a list\n0 1\n1,2\n"));
  EXPECT_TRUE(may_be(testing::gzipped("0\t1\r\n1\t2\r\n")));
  EXPECT_TRUE(may_be("% METIS\n3 2\n2\n1 3\n2\n"));
  EXPECT_TRUE(may_be("2 0\n\n\n"));
  EXPECT_FALSE(may_be("0 1\n"));
  EXPECT_FALSE(may_be("0 1\n1 2.5\n"));
  EXPECT_FALSE(may_be("7\n8\n"));
  EXPECT_FALSE(may_be("1 2 3 4\n5 6 7 8\n"));
  EXPECT_FALSE(may_be("a 1\n1 2\n"));
  EXPECT_FALSE(may_be(""));
}

TEST(graph_files, a_format_that_is_named_counts_for_more_than_the_name) {
  const auto all = bytes_of("3 2\n2\n1 3\n2\n");
  byte_reader in{source_of(all)};
  EXPECT_EQ(read_graphs(in, "a.edges", {.format = "metis"}).front().edges(), 2u);
}

TEST(graph_files, refuse_to_write_what_a_format_has_no_room_for) {
  EXPECT_EQ(sentence_of([] { format_graph(two.front(), "mtx"); }),
            "Matrix Market has no room for labels of nodes and edges: a folder, in TUDataset's format, has");
  EXPECT_EQ(sentence_of([] { format_graph(path, "png"); }),
            "graphs are not written as .png: there are .edges .edgelist .el, .mtx, .graph .metis (METIS), "
            "and folders "
            "(TUDataset)");
  EXPECT_EQ(
      sentence_of([] { write_graphs("x.mtx", two); }),
      "x.mtx: such a file holds one graph, and there are 2: a folder, a path that ends in /, holds any, in "
      "TUDataset's format");
}

TEST(graph_files, real_sets_are_as_large_as_published) {
  struct set {
    const char* name;
    std::uint64_t graphs, nodes, edges;
  };
  for (const set& s : {set{"MUTAG", 188, 3371, 3721},
                       {"PTC_MR", 344, 4915, 5054},
                       {"PROTEINS", 1113, 43471, 81044},
                       {"IMDB-BINARY", 1000, 19773, 96531},
                       {"IMDB-MULTI", 1500, 19502, 98903},
                       {"szip-USAir97", 1, 332, 2126},
                       {"szip-YeastS", 1, 2329, 6646},
                       {"szip-as", 1, 25881, 52407}}) {
    const fs::path file = testing::data_path(("graphs/" + std::string{s.name} + ".zip").c_str());
    ANSATZ_NEEDS_DATA(file);
    std::uint64_t nodes = 0, edges = 0;
    const graph_set graphs = read_graphs(file);
    for (const graph& g : graphs) nodes += g.nodes(), edges += g.edges();
    EXPECT_EQ(graphs.size(), s.graphs) << s.name;
    EXPECT_EQ(nodes, s.nodes) << s.name;
    EXPECT_EQ(edges, s.edges) << s.name;
  }
}

}  // namespace
}  // namespace ansatz
