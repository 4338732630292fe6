namespace Lodestone.Indexing.Vectors.Scoring;

/// <summary>The k-th largest of the numbers added. A heap with the smallest on top.</summary>
internal readonly unsafe struct ScoreFloor(float* heap, int capacity)
{
    /// <summary>Adds a number and returns the floor: minus infinity until k numbers were added.</summary>
    public float Offer(float value, ref int count)
    {
        if (count < capacity)
        {
            var at = count++;
            for (; at > 0 && value < heap[(at - 1) / 2]; at = (at - 1) / 2)
                heap[at] = heap[(at - 1) / 2];
            heap[at] = value;
        }
        else if (value > heap[0])
        {
            var at = 0;
            for (var child = 1; child < count; child = at * 2 + 1)
            {
                if (child + 1 < count && heap[child + 1] < heap[child])
                    child++;
                if (heap[child] >= value)
                    break;
                heap[at] = heap[child];
                at = child;
            }

            heap[at] = value;
        }

        return count < capacity ? float.NegativeInfinity : heap[0];
    }
}
