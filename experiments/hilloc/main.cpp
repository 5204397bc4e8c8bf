#include <image_hierarchy/program.hpp>

int main(int argc, char** argv) { return ansatz::experiment::image_hierarchy_program(argc, argv, true); }
