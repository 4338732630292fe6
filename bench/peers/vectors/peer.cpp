// A nearest-neighbour library that builds and searches on demand, for the benchmark 'vectors'.
// Arguments: hnswlib | faiss-f32 | faiss-8bit, the folder of the fixtures, links, construction exploration, build threads, vectors.
// It says one JSON object a line: first what it built, then an answer to each line of input, which is 'EF' or 'EF REPETITIONS'.
#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <iostream>
#include <memory>
#include <sstream>
#include <string>
#include <thread>
#include <atomic>
#include <vector>

#include <omp.h>
#include <hnswlib/hnswlib.h>
#include <faiss/IndexHNSW.h>

using Clock = std::chrono::steady_clock;

constexpr int Top = 10;

template <typename T>
std::vector<T> read(const std::string& path, uint32_t& rows, uint32_t& columns) {
    std::ifstream file(path, std::ios::binary);
    file.read(reinterpret_cast<char*>(&rows), 4);
    file.read(reinterpret_cast<char*>(&columns), 4);
    std::vector<T> values(size_t(rows) * columns);
    file.read(reinterpret_cast<char*>(values.data()), values.size() * sizeof(T));
    if (!file) {
        std::fprintf(stderr, "'%s' cannot be read\n", path.c_str());
        std::exit(1);
    }
    return values;
}

// Cosine is the dot product of vectors of length 1.
std::vector<float> unit(const std::vector<int8_t>& values, size_t rows, size_t columns) {
    std::vector<float> floats(rows * columns);
    for (size_t i = 0; i < rows; i++) {
        double sum = 0;
        for (size_t j = 0; j < columns; j++)
            sum += double(values[i * columns + j]) * values[i * columns + j];
        for (size_t j = 0; j < columns; j++)
            floats[i * columns + j] = float(values[i * columns + j] / std::sqrt(sum));
    }
    return floats;
}

// Memory of the process that is no file's.
long residentBytes() {
    std::ifstream status("/proc/self/status");
    std::string name;
    for (std::string line; std::getline(status, line);) {
        if (line.rfind("RssAnon:", 0) == 0)
            return std::atol(line.c_str() + 8) * 1024;
    }
    return 0;
}

struct Library {
    virtual ~Library() = default;
    virtual void build(const float* vectors, size_t count) = 0;
    virtual void explore(int ef) = 0;
    virtual void search(const float* query, int64_t* found) = 0;
};

struct Hnswlib : Library {
    hnswlib::InnerProductSpace space;
    hnswlib::HierarchicalNSW<float> graph;
    size_t dimensions;
    int threads;
    Hnswlib(size_t d, size_t count, int links, int exploration, int threads)
        : space(d), graph(&space, count, links, exploration), dimensions(d), threads(threads) {}
    void build(const float* vectors, size_t count) override {
        graph.addPoint(vectors, 0);
        std::atomic<size_t> next{1};
        std::vector<std::thread> workers;
        for (int t = 0; t < threads; t++) {
            workers.emplace_back([&] {
                for (size_t i = next++; i < count; i = next++)
                    graph.addPoint(vectors + i * dimensions, i);
            });
        }
        for (auto& worker : workers)
            worker.join();
    }
    void explore(int ef) override { graph.setEf(ef); }
    void search(const float* query, int64_t* found) override {
        auto nearest = graph.searchKnn(query, Top);
        for (int i = 0; i < Top; i++)
            found[i] = -1;
        for (int i = int(nearest.size()) - 1; i >= 0; i--, nearest.pop())
            found[i] = int64_t(nearest.top().second);
    }
};

struct Faiss : Library {
    std::unique_ptr<faiss::IndexHNSW> index;
    int threads;
    Faiss(faiss::IndexHNSW* made, int exploration, int threads) : index(made), threads(threads) { index->hnsw.efConstruction = exploration; }
    void build(const float* vectors, size_t count) override {
        omp_set_num_threads(threads);
        index->train(count, vectors);
        index->add(count, vectors);
        omp_set_num_threads(1);
    }
    void explore(int ef) override { index->hnsw.efSearch = ef; }
    void search(const float* query, int64_t* found) override {
        float distances[Top];
        index->search(1, query, Top, distances, found);
    }
};

int main(int argc, char** argv) {
    if (argc < 7) {
        std::fprintf(stderr, "usage: peer LIBRARY FOLDER LINKS EXPLORATION THREADS VECTORS\n");
        return 2;
    }
    const std::string library = argv[1], folder = argv[2];
    const int links = std::atoi(argv[3]), exploration = std::atoi(argv[4]), threads = std::atoi(argv[5]);
    uint32_t rows, columns, queryRows, truthRows, truthColumns;
    const auto queries = [&] { auto raw = read<int8_t>(folder + "/query.i8bin", queryRows, columns); return unit(raw, queryRows, columns); }();
    const auto truth = read<uint32_t>(folder + "/groundtruth.u32bin", truthRows, truthColumns);
    std::unique_ptr<Library> made;
    double buildSeconds;
    long before, after;
    {
        auto raw = read<int8_t>(folder + "/base.i8bin", rows, columns);
        rows = std::min<uint32_t>(rows, std::atoi(argv[6]));
        const auto vectors = unit(raw, rows, columns);
        raw = {};
        before = residentBytes();
        const auto start = Clock::now();
        if (library == "hnswlib")
            made = std::make_unique<Hnswlib>(columns, rows, links, exploration, threads);
        else if (library == "faiss-f32")
            made = std::make_unique<Faiss>(new faiss::IndexHNSWFlat(columns, links), exploration, threads);
        else
            made = std::make_unique<Faiss>(
                new faiss::IndexHNSWSQ(columns, faiss::ScalarQuantizer::QT_8bit, links), exploration, threads);
        made->build(vectors.data(), rows);
        buildSeconds = std::chrono::duration<double>(Clock::now() - start).count();
        after = residentBytes();
    }
    std::printf("{\"buildSeconds\": %.4f, \"residentBytes\": %ld}\n", buildSeconds, after - before);
    std::fflush(stdout);

    std::vector<int64_t> found(size_t(queryRows) * Top);
    for (std::string line; std::getline(std::cin, line);) {
        int ef = 0, repetitions = 1;
        std::istringstream(line) >> ef >> repetitions;
        made->explore(ef);
        const auto start = Clock::now();
        for (int r = 0; r < repetitions; r++)
            for (uint32_t i = 0; i < queryRows; i++)
                made->search(queries.data() + size_t(i) * columns, found.data() + size_t(i) * Top);
        const double seconds = std::chrono::duration<double>(Clock::now() - start).count();
        size_t right = 0;
        for (uint32_t i = 0; i < queryRows; i++)
            for (int j = 0; j < Top; j++)
                right += std::count(&truth[size_t(i) * truthColumns], &truth[size_t(i) * truthColumns] + Top, uint32_t(found[size_t(i) * Top + j]));
        std::printf("{\"seconds\": %.6f, \"searches\": %u, \"recall\": %.5f}\n", seconds, queryRows * repetitions, double(right) / (double(queryRows) * Top));
        std::fflush(stdout);
    }
}
