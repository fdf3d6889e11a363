# Phrases over ids: a trie whose edges lie in one hash table.

ctypedef struct Edge:
    int32_t node  # where the edge begins; -1 is free
    int32_t id
    int32_t child

cdef class Automaton:
    """As `_scan_py.Automaton`."""

    cdef readonly tuple phrases
    cdef readonly Py_ssize_t sets
    cdef Edge *edges
    cdef uint64_t mask
    cdef int32_t *root  # the child of the root for each id below `roots`, 0 for none: most words begin no phrase
    cdef int32_t roots
    cdef int32_t *first  # of each node, its sets in `numbers` up to those of the next
    cdef int32_t *numbers
    cdef int32_t *phrase  # of each node, the index of the longest phrase on the way to it, -1 for none

    def __cinit__(self, phrases):
        self.edges = NULL
        self.root = self.first = self.numbers = self.phrase = NULL
        self.phrases = tuple((tuple(ids), number) for ids, number in phrases)
        self.sets = 1 + max((number for _, number in self.phrases), default=-1)
        children = {}
        ends = [[]]
        longest = [-1]
        for index, (ids, number) in enumerate(self.phrases):
            if not 0 < len(ids) <= 255 or min(ids) < 0 or number < 0:
                raise ValueError(f"not a phrase for an automaton: {ids}, {number}")
            node = 0
            for identity in ids:
                child = children.get((node, identity))
                if child is None:
                    child = children[node, identity] = len(ends)
                    ends.append([])
                    longest.append(-1)
                node = child
            if number not in ends[node]:
                ends[node].append(number)
            if longest[node] < 0:
                longest[node] = index
        self._store(children, ends, longest)

    cdef _store(self, dict children, list ends, list longest):
        cdef Py_ssize_t size = 1 << max(4, (2 * len(children)).bit_length())
        cdef Py_ssize_t i, total = 0
        cdef uint64_t slot
        self.mask = size - 1
        self.edges = <Edge *> malloc(size * sizeof(Edge))
        self.roots = 1 + max((identity for node, identity in children if node == 0), default=-1)
        self.root = <int32_t *> calloc(max(1, self.roots), sizeof(int32_t))
        self.first = <int32_t *> malloc((len(ends) + 1) * sizeof(int32_t))
        self.numbers = <int32_t *> malloc(max(1, sum(map(len, ends))) * sizeof(int32_t))
        self.phrase = <int32_t *> malloc(len(ends) * sizeof(int32_t))
        if not self.edges or not self.root or not self.first or not self.numbers or not self.phrase:
            raise MemoryError
        for i in range(size):
            self.edges[i].node = -1
        for (node, identity), child in children.items():
            if longest[child] < 0:
                longest[child] = longest[node]
            if node == 0:
                self.root[identity] = child
                continue
            slot = edge_slot(node, identity) & self.mask
            while self.edges[slot].node >= 0:
                slot = (slot + 1) & self.mask
            self.edges[slot].node, self.edges[slot].id, self.edges[slot].child = node, identity, child
        for i, numbers in enumerate(ends):
            self.first[i] = total
            for number in numbers:
                self.numbers[total] = number
                total += 1
        self.first[len(ends)] = total
        for i, index in enumerate(longest):
            self.phrase[i] = index

    def __dealloc__(self):
        free(self.edges)
        free(self.root)
        free(self.first)
        free(self.numbers)
        free(self.phrase)

    cdef inline int32_t child(self, int32_t node, int32_t identity) noexcept nogil:
        cdef uint64_t slot = edge_slot(node, identity) & self.mask
        while self.edges[slot].node >= 0:
            if self.edges[slot].node == node and self.edges[slot].id == identity:
                return self.edges[slot].child
            slot = (slot + 1) & self.mask
        return 0

    def lengths(self, const int32_t[::1] ids not None, Py_ssize_t first=0, last=None):
        """For each set, at each place from `first` to `last`: how many ids the longest phrase has that begins there and
        ends before `last`; 0 for none."""
        cdef Py_ssize_t stop = ids.shape[0] if last is None else last
        cdef Py_ssize_t at, end, i
        cdef int32_t node
        if not 0 <= first <= stop <= ids.shape[0]:
            raise IndexError("ids: no such range")
        cdef Py_ssize_t width = stop - first
        cdef list rows = [PyBytes_FromStringAndSize(NULL, width) for _ in range(self.sets)]
        cdef char **out = <char **> malloc(max(1, self.sets) * sizeof(char *))
        if not out:
            raise MemoryError
        for i in range(self.sets):
            out[i] = <bytes> rows[i]
            memset(out[i], 0, width)
        for at in range(first, stop):
            if ids[at] < 0 or ids[at] >= self.roots:
                continue
            node = self.root[ids[at]]
            end = at + 1
            while node:
                for i in range(self.first[node], self.first[node + 1]):
                    out[self.numbers[i]][at - first] = <char> (end - at)
                if end == stop or ids[end] < 0:
                    break
                node = self.child(node, ids[end])
                end += 1
        free(out)
        return tuple(rows)

    def places(self, const int32_t[::1] ids not None):
        """For each set, where a phrase of it begins."""
        cdef Py_ssize_t stop = ids.shape[0], at, end, i
        cdef int32_t node
        cdef list found = [[] for _ in range(self.sets)], of_set
        for at in range(stop):
            node = self.root[ids[at]] if 0 <= ids[at] < self.roots else 0
            end = at + 1
            while node:
                for i in range(self.first[node], self.first[node + 1]):
                    of_set = <list> found[self.numbers[i]]
                    if not of_set or <Py_ssize_t> of_set[len(of_set) - 1] != at:
                        of_set.append(at)
                if end == stop or ids[end] < 0:
                    break
                node = self.child(node, ids[end])
                end += 1
        return tuple(found)

    def longest(self, const int32_t[::1] ids not None, tuple values not None):
        """For each place the value of the longest phrase that begins there: `values` has one for each of `phrases` (of
        equal ones that of the first counts), and behind these one for where no phrase begins."""
        cdef Py_ssize_t stop = ids.shape[0], at, end, none = len(self.phrases)
        cdef int32_t node, child
        cdef list out
        if len(values) != none + 1:
            raise ValueError("values: not one for each phrase and one for none")
        out = [values[none]] * stop
        for at in range(stop):
            if not 0 <= ids[at] < self.roots:
                continue
            node = self.root[ids[at]]
            end = at + 1
            while node and end < stop and ids[end] >= 0:
                child = self.child(node, ids[end])
                if not child:
                    break
                node = child
                end += 1
            if self.phrase[node] >= 0:
                out[at] = values[self.phrase[node]]
        return out

    def __reduce__(self):
        return Automaton, (self.phrases,)


cdef inline uint64_t edge_slot(int32_t node, int32_t identity) noexcept nogil:
    return mix(<uint64_t> <uint32_t> node << 32 | <uint32_t> identity) >> 24
